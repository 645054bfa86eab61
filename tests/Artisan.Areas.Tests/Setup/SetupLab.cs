using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors.HubSpot;
using Artisan.Testing.Vendors.Salesforce;
using Artisan.Testing.Vendors.Stripe;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Setup;

/// <summary>An app whose data sources are loopback servers, shared by the tests of a class; each test has a workspace of its own.</summary>
public sealed class SetupLab : IAsyncLifetime
{
    public ArtisanApp App { get; private set; } = null!;

    public LoopbackHubSpot HubSpot { get; private set; } = null!;

    public LoopbackSalesforce Salesforce { get; private set; } = null!;

    public LoopbackStripeLists Stripe { get; private set; } = null!;

    public Dictionary<string, string?> Settings => new()
    {
        ["Sources:HubSpotApiBase"] = HubSpot.Uri.ToString(),
        ["Sources:StripeApiBase"] = Stripe.Uri.ToString(),
        ["Sources:AllowLoopback"] = "true",
    };

    public async Task InitializeAsync()
    {
        (HubSpot, Salesforce, Stripe) = (await LoopbackHubSpot.StartAsync(), await LoopbackSalesforce.StartAsync(), await LoopbackStripeLists.StartAsync());
        App = await ArtisanApp.StartAsync(settings: Settings);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        foreach (var vendor in new IAsyncDisposable[] { HubSpot, Salesforce, Stripe }) await vendor.DisposeAsync();
    }
}

/// <summary>The set-up of one workspace, as its people do it.</summary>
internal sealed class Wizard(SetupLab lab)
{
    public Workplace Place { get; } = new(lab.App);

    public HttpClient Client { get; private set; } = null!;

    public async Task<Wizard> BeginAsync()
    {
        Client = await Place.OwnerAsync();
        return this;
    }

    public Task<JsonNode> GetAsync() => Client.GetJsonAsync("/api/setup");

    public Task<JsonNode> SaveAsync(string step, object settings, HttpStatusCode expected = HttpStatusCode.OK) =>
        Client.PutJsonAsync($"/api/setup/steps/{step}", new Dictionary<string, object> { [Member(step)] = settings }, expected);

    public Task<JsonNode> ValidateAsync(string step, HttpStatusCode expected = HttpStatusCode.OK) => Client.PostJsonAsync($"/api/setup/steps/{step}/validate", new { }, expected);

    /// <summary>Saves and validates; the step as it is then.</summary>
    public async Task<JsonNode> DoAsync(string step, object settings)
    {
        await SaveAsync(step, settings);
        return Step(await ValidateAsync(step), step);
    }

    /// <summary>The first three steps on HubSpot's won deals, read to the end.</summary>
    public async Task ReadDealsAsync(string measure = "sum(amount)")
    {
        await DoAsync("api-integration", HubSpotToken());
        await DoAsync("data-source", new { source = "deals", @object = "deals" });
        var step = await DoAsync("metrics-config", WonDeals(measure));
        Assert.True((string?)step["state"] == "validated", step.ToJsonString());
        await lab.App.SettleAsync();
    }

    /// <summary>The first three steps, without the reading that follows.</summary>
    public async Task BeforeReadingAsync()
    {
        await DoAsync("api-integration", HubSpotToken());
        await DoAsync("data-source", new { source = "deals", @object = "deals" });
        await DoAsync("metrics-config", WonDeals());
    }

    /// <summary>Delivers the message that has a source read.</summary>
    public Task DeliverAsync(ArtisanApp app, DateTimeOffset due) => ActivatorUtilities.CreateInstance<SyncSource>(app.Services)
        .HandleAsync(new QueueMessage<DueWork>("m", new DueWork(SyncSource.Queue, Place.Id, "sync", due)), CancellationToken.None);

    /// <summary>How far the reading has come.</summary>
    public async Task<SyncState?> SyncAsync() => (await SetupRows.ReadAsync(lab.App.Services.GetRequiredService<SetupRows>().Home(Place.Id), CancellationToken.None)).Sync;

    /// <summary>What the totals of all days say.</summary>
    public async Task<decimal> SumAsync(string source = "deals")
    {
        var sum = 0m;
        await foreach (var row in Place.Data(source).RangeAsync(RowRange.Prefix("agg|"), CancellationToken.None))
        {
            sum += decimal.Parse((string?)JsonNode.Parse(row.GetString("totals")!)!["fields"]!["amount"]?["sum"] ?? "0", CultureInfo.InvariantCulture);
        }

        return sum;
    }

    /// <summary>When the n-th record changed.</summary>
    public static string Change(int n) => At("2026-06-01T00:00:00Z").AddMinutes(10 * n).ToString("O", CultureInfo.InvariantCulture);

    public static object HubSpotToken(string token = LoopbackHubSpot.Token) => new { kind = "hubspot", credentials = new { accessToken = token } };

    public static object WonDeals(string measure = "sum(amount)") => new
    {
        metric = "Won deals",
        measure,
        fields = new[] { new { from = "amount", to = "amount" } },
        timeField = "closedate",
        where = new[] { new { field = "dealstage", value = "closedwon" } },
    };

    /// <summary>A deal that closed on a day; the last change is after it.</summary>
    public static void Deal(LoopbackHubSpot hubSpot, string id, string day, string amount, string stage = "closedwon", string changed = "2026-06-01T00:00:00Z") =>
        hubSpot.Put("deals", id, At("2026-01-01T00:00:00Z"), At(changed), new JsonObject { ["amount"] = amount, ["dealstage"] = stage, ["closedate"] = $"{day}T12:00:00Z" });

    public static JsonNode Step(JsonNode setup, string name) => setup["steps"]!.AsArray().Single(s => (string?)s!["name"] == name)!;

    public static string States(JsonNode setup) => string.Join(' ', setup["steps"]!.AsArray().Select(s => (string)s!["state"]!));

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static string Member(string step) => step switch { "api-integration" => "apiIntegration", "data-source" => "dataSource", "metrics-config" => "metricsConfig", _ => step };
}
