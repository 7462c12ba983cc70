@description('Names every resource of this template.')
@minLength(4)
@maxLength(20)
param resourceBaseName string

@description('The name that the bot shows in Azure; the Teams app has its own.')
@maxLength(42)
param botDisplayName string

@description('Size of the App Service plan. Always On, which the clock needs, starts at B1.')
param webAppSku string

@description('Who coordinates first: pairs of an area and an Entra object id, such as kansallinen:<guid>.')
param coordinators string

@description('Where everything lives. Choose a resource group within the EU.')
param location string = resourceGroup().location

// The bot's identity towards Teams and towards its database: no password anywhere.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: resourceBaseName
  location: location
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: resourceBaseName
  location: location
  kind: 'linux'
  sku: {
    name: webAppSku
    capacity: 1
  }
  properties: {
    reserved: true // means Linux
  }
}

resource webApp 'Microsoft.Web/sites@2024-04-01' = {
  name: resourceBaseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/index.ts'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/readyz'
    }
  }
}

module cosmos 'cosmos.bicep' = {
  name: 'cosmos'
  params: {
    accountName: toLower(resourceBaseName)
    location: location
    principalId: identity.properties.principalId
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: webApp
  name: 'appsettings'
  properties: {
    NODE_ENV: 'production'
    BOT_TYPE: 'UserAssignedMSI'
    BOT_ID: identity.properties.clientId
    BOT_TENANT_ID: identity.properties.tenantId
    BOT_DOMAIN: webApp.properties.defaultHostName
    COORDINATORS: coordinators
    STORE: 'cosmos'
    COSMOS_ENDPOINT: cosmos.outputs.endpoint
    COSMOS_DATABASE: cosmos.outputs.database
    COSMOS_CONTAINER: cosmos.outputs.container
    AZURE_CLIENT_ID: identity.properties.clientId // which identity, for the Azure SDK
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' // and no search for another
    WEBSITE_RUN_FROM_PACKAGE: '1' // the deployed zip itself, mounted read-only
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  }
}

module bot 'botRegistration/azurebot.bicep' = {
  name: 'bot-registration'
  params: {
    botServiceName: resourceBaseName
    botDisplayName: botDisplayName
    botDomain: webApp.properties.defaultHostName
    identityResourceId: identity.id
    identityClientId: identity.properties.clientId
    identityTenantId: identity.properties.tenantId
  }
}

// The Agents Toolkit writes each output to env/.env.<environment> under its own name.
output BOT_ID string = identity.properties.clientId
output BOT_TENANT_ID string = identity.properties.tenantId
output BOT_DOMAIN string = webApp.properties.defaultHostName
output BOT_AZURE_APP_SERVICE_RESOURCE_ID string = webApp.id
