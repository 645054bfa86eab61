using System.Net;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Platform.Connections;
using Artisan.Testing;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;
using Artisan.Testing.Vendors.Consents;
using Artisan.Testing.Vendors.HubSpot;
using Artisan.Testing.Vendors.Pipedrive;
using Artisan.Testing.Vendors.Salesforce;
using Artisan.Testing.Vendors.Stripe;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Integrations;

/// <summary>An app that finds every vendor on loopback, shared by the tests of a class; each test has a workspace of its own.</summary>
public sealed class IntegrationsLab : IAsyncLifetime
{
    public const string SegmentToken = "sgp_loopback0123456789";
    public const string SendGridKey = "SG.loopback.0123456789";

    private static readonly string[] Registered = ["LinkedIn", "Twitter", "Salesforce", "HubSpot", "Pipedrive", "Google", "Microsoft"];

    private readonly Dictionary<string, Uri> _hosts = [];

    public ArtisanApp App { get; private set; } = null!;

    /// <summary>The clock of tokens and leases.</summary>
    public FakeTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    public Dictionary<string, LoopbackVendor> Vendors { get; } = [];

    public LoopbackHubSpot HubSpot => (LoopbackHubSpot)Vendors["hubspot"];

    public LoopbackSalesforce Salesforce => (LoopbackSalesforce)Vendors["salesforce"];

    public LoopbackPipedrive Pipedrive => (LoopbackPipedrive)Vendors["pipedrive"];

    public LoopbackService LinkedIn => (LoopbackService)Vendors["linkedin"];

    public async Task InitializeAsync()
    {
        await AddAsync("linkedin", LoopbackService.LinkedInAsync(), "www.linkedin.com", "api.linkedin.com");
        await AddAsync("twitter", LoopbackService.XAsync(), "api.x.com");
        await AddAsync("google", LoopbackService.GoogleAsync(), "oauth2.googleapis.com", "openidconnect.googleapis.com");
        await AddAsync("microsoft", LoopbackService.MicrosoftAsync(), "login.microsoftonline.com", "graph.microsoft.com");
        await AddAsync("hubspot", LoopbackHubSpot.StartAsync(), "api.hubapi.com");
        await AddAsync("salesforce", LoopbackSalesforce.StartAsync(), "login.salesforce.com", new Uri(LoopbackSalesforce.MyDomain).Host);
        await AddAsync("pipedrive", LoopbackPipedrive.StartAsync(), "oauth.pipedrive.com", "example.pipedrive.com");
        await AddAsync("stripe", LoopbackStripeLists.StartAsync(), "api.stripe.com");
        await AddAsync("segment", LoopbackService.KeyedAsync("/", SegmentToken, () => new JsonObject { ["data"] = new JsonObject { ["workspace"] = new JsonObject { ["name"] = "Example" } } }), "api.segmentapis.com");
        await AddAsync("sendgrid", LoopbackService.KeyedAsync("/v3/scopes", SendGridKey, () => new JsonObject { ["scopes"] = new JsonArray("mail.send") }), "api.sendgrid.com");
        Salesforce.Types = ["Contact", "Opportunity", "Task"];
        App = await StartAsync(null, []);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        foreach (var vendor in Vendors.Values) await vendor.DisposeAsync();
    }

    /// <summary>The app, or another instance of it.</summary>
    public Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var vendor in Registered) (settings[$"Connections:{vendor}ClientId"], settings[$"Connections:{vendor}ClientSecret"]) = (OAuthDesk.ClientId, OAuthDesk.ClientSecret);
        return ArtisanApp.StartAsync(sharing, Time, policies, settings, s => s.AddHttpClient("data-source").AddHttpMessageHandler(() => new LoopbackInternet(_hosts)));
    }

    /// <summary>The vendor's own desk of consents.</summary>
    public OAuthDesk Desk(string provider) => Vendors[provider] switch
    {
        LoopbackService service => service.Desk,
        LoopbackHubSpot hubSpot => hubSpot.Desk,
        LoopbackSalesforce salesforce => salesforce.Desk,
        LoopbackPipedrive pipedrive => pipedrive.Desk,
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    /// <summary>The keys that open a vendor; null where it asks for consent.</summary>
    public static object? KeysOf(string provider) => provider switch
    {
        "stripe" => new { apiKey = LoopbackStripeLists.Key },
        "segment" => new { accessToken = SegmentToken },
        "sendgrid" => new { apiKey = SendGridKey },
        _ => null,
    };

    /// <summary>Somebody consents at a vendor, or enters its keys; where his browser ends.</summary>
    public async Task<string> ConnectAsync(SignedInUser user, string provider)
    {
        if (KeysOf(provider) is { } keys)
        {
            await user.Client.PutJsonAsync($"/api/integrations/{provider}", new { keys });
            return "";
        }

        var back = await ReturnAsync(user, provider);
        using var answer = await user.Client.GetAsync(back);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>The way back of somebody who consents, not taken yet.</summary>
    public async Task<Uri> ReturnAsync(SignedInUser user, string provider, string? error = null)
    {
        var asked = await user.Client.PostJsonAsync($"/api/integrations/{provider}/connect", new { });
        return new Uri(Desk(provider).Consent(new Uri((string)asked["url"]!), error).PathAndQuery, UriKind.Relative);
    }

    /// <summary>Lets time go by; whoever is signed in stays so.</summary>
    public void Later(SignedInUser user, TimeSpan by)
    {
        var tokens = App.Services.GetRequiredService<AccessTokens>();
        var claims = tokens.Validate(user.AccessToken)!;
        Time.Advance(by);
        user.Client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Issue(claims).Token);
    }

    /// <summary>A service as a workspace sees it.</summary>
    public static async Task<JsonNode> SeeAsync(SignedInUser user, string provider) => (await user.Client.GetJsonAsync("/api/integrations"))["items"]!.AsArray().Single(i => (string)i!["provider"]! == provider)!;

    /// <summary>An adapter by its port.</summary>
    public T Port<T>(string provider) where T : class => App.Services.GetServices<T>().Single(p => p switch
    {
        IConsentConnector consent => consent.Provider == provider,
        ICrm crm => crm.Provider == provider,
        IPostChannel posts => posts.Provider == provider,
        _ => false,
    });

    private async Task AddAsync<T>(string provider, Task<T> starting, params string[] hosts) where T : LoopbackVendor
    {
        Vendors[provider] = await starting;
        Vendors[provider].Clock = Time;
        foreach (var host in hosts) _hosts[host] = Vendors[provider].Uri;
    }
}
