using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// A workspace's own Stripe account as a data source (never the one that it is billed through). Lists come the newest first, so a reading goes from now back
/// to where the last one began, less what may still have changed. Amounts are given in the currency's major unit.
/// </summary>
internal sealed class StripeSource(SourceHttp http, IOptions<SourcesOptions> options) : IDataSource
{
    private const int PageSize = 100;
    private const int SampleSize = 10;

    // Bookings never change; a charge, an invoice or a subscription does. What changes later than this shows in the bookings only.
    private static readonly TimeSpan BookingOverlap = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChangeOverlap = TimeSpan.FromDays(3);

    private static readonly HashSet<string> Amounts = new(StringComparer.Ordinal)
    {
        "amount", "amount_refunded", "amount_captured", "amount_due", "amount_paid", "amount_remaining", "fee", "net", "subtotal", "total", "tax", "unit_amount",
    };

    public string Kind => "stripe";

    public string Name => "Stripe";

    public IReadOnlyList<SourceCredential> Credentials { get; } =
    [
        new("apiKey", "Restricted key", "In Stripe under Developers, API keys: a restricted key that may read charges, invoices and balance transactions.", IsSecret: true),
    ];

    public IReadOnlyList<SourceObject> Objects { get; } =
    [
        new("balance_transactions", "Bookings: every payment, refund and fee", TakesFields: false),
        new("charges", "Charges, with what was refunded of them", TakesFields: false),
        new("invoices", "Invoices", TakesFields: false),
        new("subscriptions", "Subscriptions", TakesFields: false),
    ];

    public async Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct)
    {
        try
        {
            using var charges = await GetAsync(credentials, "v1/charges?limit=1", ct);
        }
        catch (SourceException e) when (e.Failure is SourceFailure.NoPermission)
        {
            // The key is right; whether it may read what is wanted shows in the next step.
        }

        return credentials["apiKey"].Contains("_test_", StringComparison.Ordinal) ? "A Stripe account, in test mode" : "A Stripe account";
    }

    public async Task<IReadOnlyList<SourceRecord>> SampleAsync(SourceCredentials credentials, SourceQuery query, CancellationToken ct)
    {
        using var page = await GetAsync(credentials, $"{Path(query)}?limit={SampleSize}{Also(query)}", ct);
        return [.. SourceJson.List(page.RootElement, "data", Name).Select(Record)];
    }

    public async Task<SourcePage> ReadAsync(SourceCredentials credentials, SourceQuery query, string? cursor, CancellationToken ct)
    {
        var at = Cursors.Read(cursor, Cursors.Default.StripeCursor, new StripeCursor(0));
        var path = string.Create(CultureInfo.InvariantCulture, $"{Path(query)}?limit={PageSize}{Also(query)}&created%5Bgte%5D={at.Since}{(at.After is null ? "" : $"&starting_after={Uri.EscapeDataString(at.After)}")}");
        using var page = await GetAsync(credentials, path, ct);
        var records = SourceJson.List(page.RootElement, "data", Name).Select(Record).ToList();
        var newest = Math.Max(at.Newest, records.Count == 0 ? 0 : records.Max(r => r.Time.ToUnixTimeSeconds()));
        var hasMore = records.Count > 0 && page.RootElement.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True;
        var overlap = query.Kind == "balance_transactions" ? BookingOverlap : ChangeOverlap;
        var next = hasMore ? at with { After = records[^1].Id, Newest = newest } : new StripeCursor(Math.Max(at.Since, newest - (long)overlap.TotalSeconds));
        return new SourcePage(records, Cursors.Write(next, Cursors.Default.StripeCursor), hasMore);
    }

    private string Path(SourceQuery query) => Objects.Any(o => o.Name == query.Kind)
        ? $"v1/{query.Kind}"
        : throw new SourceException(SourceFailure.NoPermission, $"Stripe has no {query.Kind} that could be read.");

    // Without it Stripe leaves out the subscriptions that were canceled.
    private static string Also(SourceQuery query) => query.Kind == "subscriptions" ? "&status=all" : "";

    private async Task<JsonDocument> GetAsync(SourceCredentials credentials, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Value.StripeApiBase, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials["apiKey"]);
        request.Headers.Add("Stripe-Version", StripeClient.Version);
        return await http.SendAsync(Name, request, ct, (status, _) => status is HttpStatusCode.Forbidden
            ? new SourceException(SourceFailure.NoPermission, "This Stripe key may not read this. Give the restricted key the right to read it, or make a new one.")
            : null);
    }

    private SourceRecord Record(JsonElement record)
    {
        if (!record.TryGetProperty("created", out var created) || !created.TryGetInt64(out var seconds)) throw SourceJson.Malformed(Name);
        var fields = Flattening.Of(record, name => name is "object" or "metadata" or "billing_details" or "customer_email" or "customer_name" or "customer_phone" or "customer_address" or "receipt_email");
        var digits = StripeMinorUnits.Of(fields.GetValueOrDefault("currency", "usd"));
        foreach (var amount in fields.Keys.Where(Amounts.Contains).ToList())
        {
            if (long.TryParse(fields[amount], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor)) fields[amount] = StripeMinorUnits.Major(minor, digits);
        }

        return new SourceRecord(SourceJson.Required(record, "id", Name), DateTimeOffset.FromUnixTimeSeconds(seconds), fields);
    }
}
