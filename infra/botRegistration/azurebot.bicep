@description('Name of the Azure Bot resource.')
param botServiceName string

@maxLength(42)
param botDisplayName string

@description('Host that answers POST /api/messages.')
param botDomain string

param identityResourceId string
param identityClientId string
param identityTenantId string

@description('F0 is free and enough: messages on the Teams channel are not metered.')
param botServiceSku string = 'F0'

@description('westeurope keeps what the bot service stores within the EU.')
@allowed(['westeurope', 'global'])
param botServiceLocation string = 'westeurope'

resource botService 'Microsoft.BotService/botServices@2022-09-15' = {
  name: botServiceName
  location: botServiceLocation
  kind: 'azurebot'
  sku: {
    name: botServiceSku
  }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${botDomain}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identityClientId
    msaAppTenantId: identityTenantId
    msaAppMSIResourceId: identityResourceId
  }
}

resource teamsChannel 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: botService
  name: 'MsTeamsChannel'
  location: botServiceLocation
  properties: {
    channelName: 'MsTeamsChannel'
  }
}
