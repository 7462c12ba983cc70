// API versions and property names are those of Microsoft's own type index for Bicep, github.com/Azure/bicep-types-az.

@description('Names every resource of this template.')
@minLength(4)
@maxLength(20)
param resourceBaseName string

@description('The name that the bot shows in Azure; the Teams app has its own.')
@maxLength(42)
param botDisplayName string

@description('Size of the App Service plan. Always On, which the clock needs, and virtual networks start at B1.')
param webAppSku string = 'B1'

@description('How many instances of the bot share the work. They need no leader; each sends on its own within the limits of Teams.')
@minValue(1)
@maxValue(10)
param instances int = 1

@description('Where the web app, the database, the logs and the network live: swedencentral is the region next to Finland within the EU. Not the resource group\'s, which may be anywhere.')
param location string = 'swedencentral'

@description('Where the bot service keeps what it stores; it is offered in few regions, and westeurope is the one within the EU.')
@allowed(['westeurope', 'global'])
param botServiceLocation string = 'westeurope'

@description('Who coordinates first: pairs of an area and an Entra object id, such as kansallinen:<guid>.')
param coordinators string

@description('The name of the data controller, as the pages at /, /privacy and /terms show it.')
param controllerName string

@description('Where the data controller is reached: an e-mail address or a web page.')
param controllerContact string

@description('Where the data protection officer is reached: an e-mail address or a web page.')
param dataProtectionOfficer string

@description('What an area does in another time than is usual, as JSON; {} changes nothing.')
param timing string = '{}'

@description('How much is logged: most alerts read the log, so silent switches them off.')
@allowed(['info', 'warn', 'error', 'silent'])
param logLevel string = 'info'

@description('Every other setting of the bot, by its name in env/.env.example. What is made in the portal is gone at the next provisioning; what stands here is not.')
param otherSettings object = {}

@description('Who is written to when something is wrong.')
@minLength(3)
param alertEmail string

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Whether the database is reached over a private network alone. Teams must reach the bot, which stays public.')
param privateNetwork bool = false

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
    capacity: instances
  }
  properties: {
    reserved: true // means Linux
  }
}

module cosmos 'cosmos.bicep' = {
  name: 'cosmos'
  params: {
    accountName: toLower(resourceBaseName)
    location: location
    principalId: identity.properties.principalId
    isPublic: !privateNetwork
  }
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    networkName: resourceBaseName
    location: location
    cosmosAccountId: cosmos.outputs.accountId
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
    // Private addresses alone go through the network, as long as vnetRouteAllEnabled is left out; Teams and Entra are public.
    // learn.microsoft.com/azure/app-service/overview-vnet-integration, "Application routing"
    virtualNetworkSubnetId: privateNetwork ? network.outputs.webAppSubnetId : null
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/index.ts'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/readyz'
    }
  }
}

// Replaces every setting of the web app: what must last is a parameter above.
resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: webApp
  name: 'appsettings'
  properties: union(
    {
      NODE_ENV: 'production'
      BOT_TYPE: 'UserAssignedMSI'
      BOT_ID: identity.properties.clientId
      BOT_TENANT_ID: identity.properties.tenantId
      BOT_DOMAIN: webApp.properties.defaultHostName
      COORDINATORS: coordinators
      CONTROLLER_NAME: controllerName
      CONTROLLER_CONTACT: controllerContact
      DATA_PROTECTION_OFFICER: dataProtectionOfficer
      TIMING: timing
      LOG_LEVEL: logLevel
      STORE: 'cosmos'
      COSMOS_ENDPOINT: cosmos.outputs.endpoint
      COSMOS_DATABASE: cosmos.outputs.database
      COSMOS_CONTAINER: cosmos.outputs.container
      AZURE_CLIENT_ID: identity.properties.clientId // which identity, for the Azure SDK
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' // and no search for another
      WEBSITE_RUN_FROM_PACKAGE: '1' // the deployed zip itself, mounted read-only
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
      // The bot takes up to ten seconds to settle what it sends; App Service would kill it after five.
      // learn.microsoft.com/azure/app-service/reference-app-settings, "Custom containers"
      WEBSITES_CONTAINER_STOP_TIME_LIMIT: '20'
    },
    otherSettings
  )
}

// What the bot writes on standard output, for `az webapp log tail`; it is kept for longer by monitoring.bicep.
resource logs 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: webApp
  name: 'logs'
  properties: {
    httpLogs: {
      fileSystem: {
        enabled: true
        retentionInDays: 7
        retentionInMb: 35
      }
    }
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    baseName: resourceBaseName
    location: location
    webAppName: webApp.name
    cosmosAccountName: cosmos.outputs.accountName
    alertEmail: alertEmail
    retentionDays: logRetentionDays
  }
}

module bot 'botRegistration/azurebot.bicep' = {
  name: 'bot-registration'
  params: {
    botServiceName: resourceBaseName
    botDisplayName: botDisplayName
    botServiceLocation: botServiceLocation
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
