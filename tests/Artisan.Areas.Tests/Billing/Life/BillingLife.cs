using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>A workspace that pays, on a clock that a test moves: whatever falls due on the way happens in its order, as on a developer's machine.</summary>
internal sealed class BillingLife(ArtisanApp app, SignedInUser owner)
{
    private readonly DueIndex _due = app.Services.GetRequiredService<DueIndex>();
    private readonly BillingStore _store = app.Services.GetRequiredService<BillingStore>();

    public ArtisanApp App => app;

    public HttpClient Client => owner.Client;

    public string WorkspaceId => owner.WorkspaceId;

    /// <summary>Signs an owner up and stops the clock at an instant.</summary>
    public static async Task<BillingLife> BeginAsync(ArtisanApp app, string at)
    {
        app.BusinessClock.Set(Instant(at), running: false);
        return new BillingLife(app, await app.SignUpAsync());
    }

    public static DateTimeOffset Instant(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);

    /// <summary>Moves the clock, and stops at everything that falls due on the way.</summary>
    public async Task UntilAsync(string at)
    {
        var target = Instant(at);
        while (true)
        {
            await app.SettleAsync();
            var next = new[] { await _due.NextAsync("renewal", CancellationToken.None), await _due.NextAsync("dunning", CancellationToken.None) }.Min();
            if (next is not { } due || due > target) break;
            if (due > app.BusinessClock.Now) app.BusinessClock.Set(due, running: false);
            await app.Pump.FireAsync("renewals");
            await app.Pump.FireAsync("dunning");
        }

        app.BusinessClock.Set(target, running: false);
    }

    public Task<JsonNode> CurrentAsync() => Client.GetJsonAsync("/api/billing/subscriptions/current");

    public Task<JsonNode> SubscribeAsync(string plan, string? paymentMethod = null, HttpStatusCode expected = HttpStatusCode.Created, string? confirmation = null) =>
        Client.PostJsonAsync("/api/billing/subscriptions", new { plan, paymentMethod, confirmation }, expected);

    public async Task<JsonNode> ChangeAsync(object change, HttpStatusCode expected = HttpStatusCode.OK) =>
        await Client.PutJsonAsync($"/api/billing/subscriptions/{await IdAsync()}", change, expected, ("If-Match", "*"));

    public async Task<JsonNode> CancelAsync(bool now = false) => await Client.DeleteJsonAsync($"/api/billing/subscriptions/{await IdAsync()}{(now ? "?now=true" : "")}");

    public async Task<JsonNode> TrialAsync(HttpStatusCode expected = HttpStatusCode.OK) => await Client.PostJsonAsync($"/api/billing/subscriptions/{await IdAsync()}/trial", new { }, expected);

    public Task<JsonNode> PayWithAsync(string paymentMethod, HttpStatusCode expected = HttpStatusCode.OK) => Client.PostJsonAsync("/api/billing/payment-method", new { paymentMethod }, expected);

    /// <summary>The version of the subscription, as a caller names it in If-Match.</summary>
    public async Task<string> VersionAsync()
    {
        using var read = await Client.GetAsync("/api/billing/subscriptions/current");
        return read.Headers.ETag!.ToString();
    }

    public async Task<string> IdAsync() => (string)(await CurrentAsync())["id"]!;

    /// <summary>The plan and the state, in one word: <c>starter active</c>.</summary>
    public async Task<string> StateAsync()
    {
        var current = await CurrentAsync();
        return $"{current["plan"]} {current["status"]}";
    }

    /// <summary>All invoices, the oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> InvoicesAsync() => [.. (await Client.GetJsonAsync("/api/billing/invoices?limit=200"))["items"]!.AsArray().Reverse().Select(i => i!)];

    public Task<JsonNode> InvoiceAsync(JsonNode listed) => Client.GetJsonAsync($"/api/billing/invoices/{listed["id"]}");

    /// <summary>Sets the time zone that the next period is counted in.</summary>
    public async Task LiveInAsync(string timeZone, string currency = "USD")
    {
        // A changed plan reaches the workspace by itself, and would meet this change.
        await app.SettleAsync();
        await Client.PutJsonAsync(
            $"/api/workspaces/workspaces/{WorkspaceId}", new { name = "Example", timeZone, currency }, HttpStatusCode.OK, ("If-Match", "*"));
    }

    /// <summary>Another workspace of the same owner.</summary>
    public async Task<BillingLife> SecondWorkspaceAsync()
    {
        var made = await Client.PostJsonAsync("/api/workspaces/workspaces", new { name = "Second", timeZone = "UTC", currency = "USD" }, HttpStatusCode.Created);
        var signedIn = await Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = (string)made["id"]! });
        var token = (string)signedIn["accessToken"]!;
        return new BillingLife(app, owner with { Client = app.CreateClient(token), AccessToken = token, WorkspaceId = (string)made["id"]! });
    }

    /// <summary>What staff of the operator set: tax, discounts, credit.</summary>
    public async Task AgreeAsync(Func<Subscription, Subscription> terms)
    {
        var before = await _store.ReadAsync(WorkspaceId, CancellationToken.None);
        var change = await app.Services.GetRequiredService<SubscriptionWriter>().BeginAsync(WorkspaceId, before, terms(before.Subscription), CancellationToken.None);
        await change.CommitAsync(CancellationToken.None);
        await app.SettleAsync();
    }

    /// <summary>Counts usage in the present period, below the API: these tests are not about metering.</summary>
    public async Task UseAsync(string metric, long units)
    {
        var subscription = (await _store.ReadAsync(WorkspaceId, CancellationToken.None)).Subscription;
        var usage = (await _store.FindPeriodAsync(WorkspaceId, subscription.PeriodStart, CancellationToken.None))!;
        var counted = usage.With(metric, usage[metric] with { Used = usage[metric].Used + (units * PeriodLimits.Micro) });
        var home = _store.Home(WorkspaceId);
        await home.Change().Save(PeriodRow.Into(home, counted)).CommitAsync(CancellationToken.None);
    }

    /// <summary>The usage of the period that begins at an instant.</summary>
    public async Task<PeriodUsage?> PeriodAsync(string start) => await _store.FindPeriodAsync(WorkspaceId, Instant(start), CancellationToken.None);
}
