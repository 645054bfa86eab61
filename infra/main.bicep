// Artisan in one resource group: cents while idle, identity instead of keys.
targetScope = 'resourceGroup'

@description('Where everything runs.')
param location string = resourceGroup().location

@description('The address of the SPA; links in e-mails begin with it.')
param publicUrl string

@description('The address that e-mails come from.')
param mailFrom string

@secure()
@description('API key of SendGrid.')
param sendGridApiKey string

@description('Prefix of the names; short and in lower case.')
@minLength(3)
@maxLength(10)
param name string = 'artisan'

var unique = uniqueString(resourceGroup().id)
var packageContainer = 'packages'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${name}${unique}', 24)
  location: location
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: storage
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: packageContainer
}

// The highest checkpoint ever signed lives here, outside what a restore touches; give it an immutability policy once you are live.
resource checkpoints 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'receipt-signed'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${unique}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }
}

resource signingKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'artisan-receipts'
  properties: { kty: 'RSA', keySize: 2048, keyOps: [ 'sign', 'verify' ] }
}

resource wrapKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'artisan-wrap'
  properties: { kty: 'RSA', keySize: 2048, keyOps: [ 'wrapKey', 'unwrapKey' ] }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  kind: 'functionapp'
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: '${name}-${unique}'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
      scaleAndConcurrency: { maximumInstanceCount: 40, instanceMemoryMB: 2048 }
      runtime: { name: 'custom', version: '1.0' }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: [
        { name: 'AzureWebJobsStorage__accountName', value: storage.name }
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
        { name: 'Api__PublicUrl', value: publicUrl }
        { name: 'Keys__Mode', value: 'KeyVault' }
        { name: 'Keys__VaultUri', value: vault.properties.vaultUri }
        { name: 'ReceiptSigning__Mode', value: 'KeyVault' }
        { name: 'ReceiptSigning__VaultUri', value: vault.properties.vaultUri }
        { name: 'ReceiptSigning__KeyName', value: signingKey.name }
        { name: 'Receipts__Service', value: '${split(publicUrl, '/')[2]}/ledger' }
        { name: 'AzureSignalRConnectionString', value: '@Microsoft.KeyVault(SecretUri=${liveSecret.properties.secretUri})' }
        { name: 'Mail__Mode', value: 'SendGrid' }
        { name: 'Mail__From', value: mailFrom }
        { name: 'Mail__ApiKey', value: '@Microsoft.KeyVault(SecretUri=${mailSecret.properties.secretUri})' }
      ]
    }
  }
}

// Pushes notifications to open pages; src/web/public/staticwebapp.config.json lets them connect to it.
resource live 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: '${name}-live-${unique}'
  location: location
  kind: 'SignalR'
  sku: { name: 'Free_F1', tier: 'Free', capacity: 1 }
  properties: {
    features: [ { flag: 'ServiceMode', value: 'Serverless' } ]
    cors: { allowedOrigins: [ '${split(publicUrl, '/')[0]}//${split(publicUrl, '/')[2]}' ] }
  }
}

resource liveSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'signalr-connection-string'
  properties: { value: live.listKeys().primaryConnectionString }
}

resource mailSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'sendgrid-api-key'
  properties: { value: sendGridApiKey }
}

var storageRoleIds = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
]

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in storageRoleIds: {
  scope: storage
  name: guid(storage.id, app.id, role)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// Key Vault Crypto User and Key Vault Secrets Officer.
resource vaultRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in [ '12338af0-0e69-4776-bea7-57ae8d297424', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' ]: {
  scope: vault
  name: guid(vault.id, app.id, role)
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource spa 'Microsoft.Web/staticSites@2023-12-01' = {
  name: '${name}-web'
  location: location
  sku: { name: 'Free', tier: 'Free' }
  properties: {}
}

output functionAppName string = app.name
output apiAddress string = 'https://${app.properties.defaultHostName}'
output spaAddress string = 'https://${spa.properties.defaultHostname}'
