namespace Artisan.Platform.Connections;

/// <summary>As what other companies know this installation, so that workspaces can connect accounts; section <c>Connections</c>. A company without a client id is shown as not set up.</summary>
public sealed class ConnectionsOptions
{
    /// <summary>The client id that LinkedIn gave. Default none.</summary>
    public string? LinkedInClientId { get; set; }

    /// <summary>The client secret that LinkedIn gave. Default none.</summary>
    public string? LinkedInClientSecret { get; set; }

    /// <summary>The client id that X gave. Default none.</summary>
    public string? TwitterClientId { get; set; }

    /// <summary>The client secret that X gave. Default none.</summary>
    public string? TwitterClientSecret { get; set; }

    /// <summary>The client id that Salesforce gave. Default none.</summary>
    public string? SalesforceClientId { get; set; }

    /// <summary>The client secret that Salesforce gave. Default none.</summary>
    public string? SalesforceClientSecret { get; set; }

    /// <summary>The client id that HubSpot gave. Default none.</summary>
    public string? HubSpotClientId { get; set; }

    /// <summary>The client secret that HubSpot gave. Default none.</summary>
    public string? HubSpotClientSecret { get; set; }

    /// <summary>The client id that Pipedrive gave. Default none.</summary>
    public string? PipedriveClientId { get; set; }

    /// <summary>The client secret that Pipedrive gave. Default none.</summary>
    public string? PipedriveClientSecret { get; set; }

    /// <summary>The client id that Google gave. Default none.</summary>
    public string? GoogleClientId { get; set; }

    /// <summary>The client secret that Google gave. Default none.</summary>
    public string? GoogleClientSecret { get; set; }

    /// <summary>The client id that Microsoft gave. Default none.</summary>
    public string? MicrosoftClientId { get; set; }

    /// <summary>The client secret that Microsoft gave. Default none.</summary>
    public string? MicrosoftClientSecret { get; set; }
}
