// Where the logs are kept, and what is told to whoever runs the bot. docs/operating.md says what to do about each alert.

param baseName string
param location string
param webAppName string
param cosmosAccountName string
param alertEmail string
param retentionDays int

@description('A day\'s logs beyond this are dropped, so that no fault becomes a bill.')
param dailyQuotaGb int = 1

resource webApp 'Microsoft.Web/sites@2024-04-01' existing = {
  name: webAppName
}

resource cosmosAccount 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosAccountName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: baseName
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb
    }
  }
}

// AppServiceConsoleLogs is what a Linux web app writes on standard output and error. Not AppServiceHTTPLogs: who opens a page is nobody's business.
// learn.microsoft.com/azure/app-service/troubleshoot-diagnostic-logs, "Supported log types"
resource webAppLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: webApp
  name: 'neuvo'
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
      {
        category: 'AppServiceAuditLogs'
        enabled: true
      }
    ]
  }
}

// Who changes the account, its keys or its network; never what is read or written.
// learn.microsoft.com/azure/cosmos-db/audit-control-plane-logs
resource cosmosLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cosmosAccount
  name: 'neuvo'
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
  }
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: baseName
  location: 'global'
  properties: {
    groupShortName: 'neuvo'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

// Severity: 0 critical, 1 error, 2 warning, 3 to be looked at when there is time.
// Names of metrics: learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-web-sites-metrics
var metricAlerts = [
  {
    name: 'not-ready'
    description: 'The bot does not answer /readyz with 200: it is down, its store is away, or its sweep stands still.'
    severity: 0
    metric: 'HealthCheckStatus'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 70
    window: 'PT15M'
  }
  {
    name: 'server-errors'
    description: 'The bot has answered with 5xx several times in five minutes.'
    severity: 1
    metric: 'Http5xx'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 5
    window: 'PT5M'
  }
]

resource ofMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in metricAlerts: {
    name: '${baseName}-${alert.name}'
    location: 'global'
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [webApp.id]
      evaluationFrequency: 'PT1M'
      windowSize: alert.window
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
          }
        ]
      }
      actions: [
        {
          actionGroupId: operators.id
        }
      ]
    }
  }
]

// Each of `lines` is what the bot writes, word for word; more than `threshold` of them within `window` are told.
var logAlerts = [
  {
    name: 'does-not-start'
    description: 'The bot refuses to start, and has said why.'
    severity: 0
    lines: ['Neuvo does not start']
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'nothing-arrives'
    description: 'Nothing that the bot sends gets through to Teams. Nothing is lost meanwhile.'
    severity: 1
    lines: ['no send gets through']
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'clock-stands-still'
    description: 'Reminders, late sends or digests are not looked after.'
    severity: 1
    lines: ['sweep failed', 'digests not made', 'digest not made', 'tick failed', 'document parked', 'document unreadable']
    threshold: 10
    window: 'PT15M'
  }
  {
    name: 'keys-missing'
    description: 'The keys that Teams\' tokens are checked with cannot be fetched.'
    severity: 1
    lines: ['keys not fetched']
    threshold: 3
    window: 'PT15M'
  }
  {
    name: 'turns-fail'
    description: 'People see incident numbers instead of answers.'
    severity: 2
    lines: ['turn failed', 'request failed', 'ended by an error']
    threshold: 5
    window: 'PT15M'
  }
  {
    name: 'restarts'
    description: 'The bot starts again and again.'
    severity: 2
    lines: ['Neuvo is ready']
    threshold: 4
    window: 'PT1H'
  }
  {
    name: 'given-up'
    description: 'A message could not be delivered. The coordinators have been told, and see it in their queue.'
    severity: 3
    lines: ['notice given up']
    threshold: 0
    window: 'PT1H'
  }
]

resource ofLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${baseName}-${alert.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspace.id]
      evaluationFrequency: 'PT15M'
      windowSize: alert.window
      autoMitigate: true
      // The table of a new workspace comes with its first line.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: 'AppServiceConsoleLogs | where ${join(map(alert.lines, line => 'ResultDescription contains "${line}"'), ' or ')}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [operators.id]
      }
    }
  }
]
