using Artisan.Platform.Connections;
using Artisan.Vendors.Pipedrive;
using Artisan.Vendors.Salesforce;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Connections;

/// <summary>The companies whose accounts are connected by consent, as their documentation describes them.</summary>
internal static class OAuthVendors
{
    public static IReadOnlyList<Func<ConnectionsOptions, OAuthVendor>> All { get; } = [LinkedIn, X, Salesforce, HubSpot, Pipedrive, Google, Microsoft];

    // Its web flow refuses a verifier (invalid_client): PKCE is for native clients of another flow.
    private static OAuthVendor LinkedIn(ConnectionsOptions o) => new("linkedin", "LinkedIn", "Artisan posts on LinkedIn in your name.", o.LinkedInClientId, o.LinkedInClientSecret)
    {
        Authorize = new("https://www.linkedin.com/oauth/v2/authorization"),
        Token = new("https://www.linkedin.com/oauth/v2/accessToken"),
        Revoke = new("https://www.linkedin.com/oauth/v2/revoke"),
        Scopes = ["openid", "profile", "w_member_social"],
        TakesPkce = false,
        Who = _ => new("https://api.linkedin.com/v2/userinfo"),
        Account = json => OAuthVendor.Named(json, "sub", "name"),
    };

    private static OAuthVendor X(ConnectionsOptions o) => new("twitter", "X", "Artisan posts on X in your name.", o.TwitterClientId, o.TwitterClientSecret)
    {
        Authorize = new("https://x.com/i/oauth2/authorize"),
        Token = new("https://api.x.com/2/oauth2/token"),
        Revoke = new("https://api.x.com/2/oauth2/revoke"),
        Scopes = ["tweet.read", "tweet.write", "users.read", "offline.access"],
        SecretInHeader = true,
        Who = _ => new("https://api.x.com/2/users/me"),
        Account = json => OAuthVendor.Within(json, "data", "id", "username"),
    };

    private static OAuthVendor Salesforce(ConnectionsOptions o) => new("salesforce", "Salesforce", "Contacts, opportunities and tasks are kept the same here and there.", o.SalesforceClientId, o.SalesforceClientSecret)
    {
        Authorize = new("https://login.salesforce.com/services/oauth2/authorize"),
        Token = new("https://login.salesforce.com/services/oauth2/token"),
        Revoke = new("https://login.salesforce.com/services/oauth2/revoke"),
        Scopes = ["api", "refresh_token", "openid"],
        ApiBase = json => SourceJson.Optional(json, "instance_url") is { } instance ? SalesforceHost.Of(instance, allowLoopback: false) : null,
        Who = grant => new(grant.ApiBase!, "/services/oauth2/userinfo"),
        Account = json => OAuthVendor.Named(json, "organization_id", "preferred_username"),
    };

    private static OAuthVendor HubSpot(ConnectionsOptions o) => new("hubspot", "HubSpot", "Contacts, deals and tasks are kept the same here and there.", o.HubSpotClientId, o.HubSpotClientSecret)
    {
        Authorize = new("https://app.hubspot.com/oauth/authorize"),
        Token = new("https://api.hubapi.com/oauth/v1/token"),
        RevokeOtherwise = grant => grant.RefreshToken is { } token ? SourceHttp.Labelled(new(HttpMethod.Delete, new Uri($"https://api.hubapi.com/oauth/v1/refresh-tokens/{Uri.EscapeDataString(token)}")), "/oauth/v1/refresh-tokens/{token}") : null,
        Scopes = ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.deals.read", "crm.objects.deals.write"],
        Who = _ => new("https://api.hubapi.com/account-info/v3/details"),
        Account = json => OAuthVendor.Named(json, "portalId", "uiDomain") is { } account ? account with { Label = $"Account {account.Id}" } : null,
    };

    private static OAuthVendor Pipedrive(ConnectionsOptions o) => new("pipedrive", "Pipedrive", "People, deals and activities are kept the same here and there.", o.PipedriveClientId, o.PipedriveClientSecret)
    {
        Authorize = new("https://oauth.pipedrive.com/oauth/authorize"),
        Token = new("https://oauth.pipedrive.com/oauth/token"),
        Revoke = new("https://oauth.pipedrive.com/oauth/revoke"),
        Scopes = ["base", "deals:full", "contacts:full", "activities:full"],
        SecretInHeader = true,
        ApiBase = json => SourceJson.Optional(json, "api_domain") is { } domain ? PipedriveHost.Of(domain) : null,
        Who = grant => new(grant.ApiBase!, "/api/v1/users/me"),
        Account = json => OAuthVendor.Within(json, "data", "company_id", "company_name"),
    };

    private static OAuthVendor Google(ConnectionsOptions o) => new("google", "Google", "Your calendar and mailbox at Google.", o.GoogleClientId, o.GoogleClientSecret)
    {
        Authorize = new("https://accounts.google.com/o/oauth2/v2/auth"),
        Token = new("https://oauth2.googleapis.com/token"),
        Revoke = new("https://oauth2.googleapis.com/revoke"),
        Scopes = ["openid", "email", "https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/gmail.send"],
        // Without these it gives a refresh token to nobody, or only to who consents for the first time.
        AlsoAsk = new Dictionary<string, string> { ["access_type"] = "offline", ["prompt"] = "consent" },
        Who = _ => new("https://openidconnect.googleapis.com/v1/userinfo"),
        Account = json => OAuthVendor.Named(json, "sub", "email"),
    };

    // It has no place to revoke at: the person takes the consent back under myaccount.microsoft.com.
    private static OAuthVendor Microsoft(ConnectionsOptions o) => new("microsoft", "Microsoft 365", "Your calendar and mailbox at Microsoft 365.", o.MicrosoftClientId, o.MicrosoftClientSecret)
    {
        Authorize = new("https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
        Token = new("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
        Scopes = ["offline_access", "User.Read", "Calendars.ReadWrite", "Mail.Send"],
        Who = _ => new("https://graph.microsoft.com/v1.0/me"),
        Account = json => OAuthVendor.Named(json, "id", "userPrincipalName"),
    };
}
