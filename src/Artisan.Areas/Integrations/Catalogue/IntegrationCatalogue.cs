using Artisan.Platform.Connections;

namespace Artisan.Areas.Integrations.Catalogue;

/// <summary>A service as the gallery lists it.</summary>
/// <param name="Provider">The name in addresses.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Purpose">What the connection is good for.</param>
/// <param name="Group">posts, crm, office, payments, events, mail or alerts.</param>
internal sealed record IntegrationEntry(string Provider, string Name, string Purpose, string Group)
{
    /// <summary>Opens it by consent; null where it is opened by keys, or elsewhere.</summary>
    public IConsentConnector? Consent { get; init; }

    /// <summary>Opens it by keys.</summary>
    public IKeyConnector? Keys { get; init; }

    /// <summary>Its records.</summary>
    public ICrm? Crm { get; init; }

    /// <summary>Its posts.</summary>
    public IPostChannel? Posts { get; init; }

    /// <summary>The page of the app where it is set up; null where that is the gallery's own.</summary>
    public string? Page { get; init; }
}

/// <summary>Every service that can be connected, with the adapters that speak to it.</summary>
internal sealed class IntegrationCatalogue(IEnumerable<IConsentConnector> consents, IEnumerable<IKeyConnector> keys, IEnumerable<ICrm> crms, IEnumerable<IPostChannel> posts)
{
    /// <summary>All, in the gallery's order.</summary>
    public IReadOnlyList<IntegrationEntry> All { get; } =
    [
        .. consents.Select(c => new IntegrationEntry(c.Provider, c.Name, c.Purpose, GroupOf(c.Provider))
        {
            Consent = c,
            Crm = crms.SingleOrDefault(x => x.Provider == c.Provider),
            Posts = posts.SingleOrDefault(x => x.Provider == c.Provider),
        }),
        .. keys.Select(k => new IntegrationEntry(k.Provider, k.Name, k.Purpose, GroupOf(k.Provider)) { Keys = k }),
        Alerts("slack", "Slack", "Alerts reach a channel of your Slack workspace."),
        Alerts("pagerduty", "PagerDuty", "Alerts open incidents, and close them."),
        Alerts("twilio", "Twilio", "Critical alerts are sent as text messages."),
    ];

    /// <summary>One of them; null where there is none of this name.</summary>
    public IntegrationEntry? Find(string provider) => All.FirstOrDefault(e => e.Provider == provider);

    private static IntegrationEntry Alerts(string provider, string name, string purpose) => new(provider, name, purpose, "alerts") { Page = "/alerts" };

    private static string GroupOf(string provider) => provider switch
    {
        "linkedin" or "twitter" => "posts",
        "salesforce" or "hubspot" or "pipedrive" => "crm",
        "google" or "microsoft" => "office",
        "stripe" => "payments",
        "sendgrid" => "mail",
        _ => "events",
    };
}
