using System.Text;
using Artisan.Areas.Tests.Billing.Life;

namespace Artisan.Areas.Tests.Billing;

/// <summary>Whatever a caller sends to the billing endpoints, the answer is about the request and never a failure of ours.</summary>
public sealed class BadBillingInputTests(BillingApp shared) : IClassFixture<BillingApp>
{
    // Values that have surprised somebody: alone surrogates, control characters, numbers beyond every type, deep nesting, nulls, wrong kinds.
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "-1e-400", "1e-30", "0.1234567", "99999999999999999999999999999999999999", "\"\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\r\\nb\"",
        $"\"{new string('x', 33_000)}\"", "[]", "[null]", "[[[]]]", "{}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":1e400}", string.Concat(Enumerable.Repeat("[", 80)) + string.Concat(Enumerable.Repeat("]", 80)),
        "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"../customers/x\"",
    ];

    private static readonly (string Path, string[] Fields)[] Doors =
    [
        ("/api/billing/usage/track", ["id", "metric", "quantity", "time", "subject", "properties"]),
        ("/api/billing/usage/batch", ["events"]),
        ("/api/billing/usage/reservations", ["metric", "quantity", "holdSeconds"]),
        ("/api/billing/subscriptions", ["plan", "paymentMethod", "confirmation"]),
        ("/api/billing/subscriptions/preview", ["plan"]),
        ("/api/billing/payment-method", ["paymentMethod"]),
        ("/api/billing/portal", ["returnUrl"]),
        ("/api/stripe/create-checkout", ["plan", "successUrl", "cancelUrl"]),
    ];

    private static readonly Dictionary<string, string> Usual = new()
    {
        ["id"] = "\"e-1\"",
        ["metric"] = "\"emails_sent\"",
        ["quantity"] = "1",
        ["events"] = "[{\"id\":\"e-2\",\"metric\":\"emails_sent\"}]",
        ["plan"] = "\"starter\"",
        ["paymentMethod"] = "\"pm_card_chargeDeclined\"",
    };

    [Fact]
    public async Task No_value_of_any_field_ends_in_a_failure_of_ours()
    {
        var life = await shared.LifeAsync("2027-04-10T10:00:00Z");
        var failed = new List<string>();
        foreach (var (path, fields) in Doors)
        {
            foreach (var field in fields)
            {
                foreach (var value in Values)
                {
                    var body = string.Join(',', fields.Where(f => f == field || Usual.ContainsKey(f)).Select(f => $"\"{f}\":{(f == field ? value : Usual[f])}"));
                    using var content = new StringContent($"{{{body}}}", Encoding.UTF8, "application/json");
                    using var answer = await life.Client.PostAsync(new Uri(path, UriKind.Relative), content);
                    // Nor may the limit of calls answer instead.
                    if ((int)answer.StatusCode is 429 or >= 500) failed.Add($"{path} {field} {value[..Math.Min(40, value.Length)]}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(failed);
    }
}
