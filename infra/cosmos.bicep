@description('Name of the account, and a part of its address: unique in the world.')
@minLength(3)
@maxLength(44)
param accountName string

param location string

@description('Who reads and writes documents: the principal of the bot\'s managed identity.')
param principalId string

@description('Whether the account is reached from the internet, with an identity; otherwise over a private endpoint alone.')
param isPublic bool

var builtInDataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: accountName
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [
      {
        name: 'EnableServerless'
      }
    ]
    locations: [
      {
        locationName: location
        failoverPriority: 0
      }
    ]
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    disableLocalAuth: true // no keys: identities only
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    minimalTlsVersion: 'Tls12'
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous7Days'
      }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'neuvo'
  properties: {
    resource: {
      id: 'neuvo'
    }
  }
}

// No time to live: what is forgotten, and when, is the bot's to decide.
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'documents'
  properties: {
    resource: {
      id: 'documents'
      partitionKey: {
        paths: ['/id']
        kind: 'Hash'
        version: 2
      }
      // The same file that the bot holds the container against when it starts.
      indexingPolicy: loadJsonContent('../src/store/cosmos-indexing.json')
    }
  }
}

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, builtInDataContributor)
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${builtInDataContributor}'
    scope: account.id
  }
}

output accountId string = account.id
output accountName string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = database.name
output container string = container.name
