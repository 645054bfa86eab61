using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Benchmarks.Operations;

/// <summary>A customer's first hour, one call of every endpoint after the other.</summary>
internal sealed partial class Scenario(ArtisanApp app, CallCosts costs)
{
    private const string Password = "correct horse battery staple";

    private readonly HttpClient _client = app.CreateClient();
    private int _keys;

    public async Task RunAsync(int shift)
    {
        var (workspace, email, user) = await SignUpAsync();
        // A rate limit is counted in storage once for 20 calls; these calls let it fall on another endpoint each time.
        for (var i = 0; i < shift; i++) await CallAsync("GET /api/auth/me");
        await AccountAsync(email, workspace);
        await GuardingAsync(email);
        var second = await WorkspacesAsync(workspace);
        await BillingAsync();
        await TeamAsync(workspace);
        await WorkingTogetherAsync(workspace, user);
        await BeingToldAsync();
        var receipts = await ValueAsync();
        await ReceiptsAsync(receipts);
        await AnyoneAsync("GET /api/health");
        await AnyoneAsync("GET /api/openapi.json");
        await LeavingAsync(second);
        await CallAsync("POST /api/auth/logout", new { });
    }

    private async Task<(string Workspace, string Email, string User)> SignUpAsync()
    {
        var email = $"{AzuriteFixture.NewName("user")}@example.com";
        await CallAsync("POST /api/auth/register", new { name = "Ada Example", email, workspaceName = "Example" });
        await CallAsync("POST /api/auth/email/resend", new { email = $"{AzuriteFixture.NewName("nobody")}@example.com" });
        var token = await app.MailedTokenAsync(email, "verify");
        var answer = await CallAsync("POST /api/auth/email/verify", new { token, password = Password });
        Enter(answer);
        return ((string)answer["workspaceId"]!, email, (string)answer["user"]!["id"]!);
    }

    private async Task AccountAsync(string email, string workspace)
    {
        await CallAsync("PUT /api/auth/me", new { name = "Ada Other", locale = "en", timeZone = "UTC" });
        await CallAsync("POST /api/auth/refresh", new { }, ("X-Artisan-Csrf", "1"));
        var first = Ids(await CallAsync("GET /api/auth/sessions"));
        await SignInElsewhereAsync(email);
        var other = Ids(await CallAsync("GET /api/auth/sessions")).Except(first).Single();
        await CallAsync("DELETE /api/auth/sessions/{id}", path: $"/api/auth/sessions/{other}");
        await SignInElsewhereAsync(email);
        await CallAsync("DELETE /api/auth/sessions");
        var key = await CallAsync("POST /api/auth/api-keys", new { name = "shop", scopes = new[] { "value:write" } });
        await CallAsync("GET /api/auth/api-keys");
        await CallAsync("DELETE /api/auth/api-keys/{id}", path: $"/api/auth/api-keys/{(string)key["id"]!}");
        await CallAsync("POST /api/auth/workspace", new { workspaceId = workspace });
    }

    private async Task<string> WorkspacesAsync(string workspace)
    {
        await CallAsync("GET /api/workspaces/workspaces");
        await CallAsync("GET /api/workspaces/workspaces/{id}", path: $"/api/workspaces/workspaces/{workspace}");
        await CallAsync("PUT /api/workspaces/workspaces/{id}", new { name = "Renamed", timeZone = "UTC", currency = "USD" }, ("If-Match", "*"), path: $"/api/workspaces/workspaces/{workspace}");
        return (string)(await CallAsync("POST /api/workspaces/workspaces", new { name = "Second", timeZone = "UTC", currency = "USD" }, NewKey()))["id"]!;
    }

    private async Task<IReadOnlyList<string>> ValueAsync()
    {
        var terms = new { unitPrice = "1", share = "0.2", cap = "250", currency = "USD" };
        var definition = new { name = "Monthly revenue", source = "shop", schedule = "monthly", startsOn = "1997-01-01", timeZone = "UTC", formula = "max(0, sum(amount) - baseline)", baseline = "120", terms };
        var made = (string)(await CallAsync("POST /api/value/definitions", definition, NewKey()))["id"]!;
        await CallAsync("GET /api/value/definitions");
        await CallAsync("GET /api/value/definitions/{id}", path: $"/api/value/definitions/{made}");
        await CallAsync("PUT /api/value/definitions/{id}", definition with { baseline = "100" }, ("If-Match", "*"), path: $"/api/value/definitions/{made}");
        await CallAsync("POST /api/value/definitions/{id}/activate", new { }, path: $"/api/value/definitions/{made}/activate");

        for (var i = 0; i < 3; i++) await CallAsync("POST /api/value/data", Point(i));
        await CallAsync("POST /api/value/data (1,000 points of one day)", new { points = Enumerable.Range(10, 1_000).Select(Point) }, path: "/api/value/data");
        await CallAsync("POST /api/value/formula/evaluate", new { formula = "sum(amount)", source = "shop", period = "1997-01" });
        var receipts = new List<string>();
        var calculation = "";
        foreach (var period in new[] { "1997-01", "1997-02", "1997-03" })
        {
            var calculated = await CallAsync("POST /api/value/calculations/run", new { definitionId = made, period });
            calculation = (string)calculated["id"]!;
            receipts.Add((string)calculated["receiptId"]!);
        }

        await CallAsync("GET /api/value/calculations");
        await CallAsync("GET /api/value/calculations/{id}", path: $"/api/value/calculations/{calculation}");
        return receipts;

        static object Point(int n) => new { source = "shop", id = string.Create(CultureInfo.InvariantCulture, $"order-{n}"), time = "1997-01-10T10:00:00Z", fields = new { amount = "29.33" } };
    }

    private async Task ReceiptsAsync(IReadOnlyList<string> receipts)
    {
        await SealedAsync(receipts[^1]);
        await CallAsync("GET /api/receipts");
        await CallAsync("GET /api/receipts/{id}", path: $"/api/receipts/{receipts[0]}");
        await CallAsync("GET /api/receipts/{id}/proof", path: $"/api/receipts/{receipts[1]}/proof");
        await CallAsync("GET /api/receipts/checkpoint");
        await CallAsync("GET /api/receipts/consistency", path: "/api/receipts/consistency?from=1");
        await AnyoneAsync("GET /api/receipts/keys");
        await CallAsync("GET /api/receipts/export");
        var bundle = await _client.GetByteArrayAsync(new Uri($"/api/receipts/{receipts[0]}?format=bundle", UriKind.Relative));
        using var file = new ByteArrayContent(bundle) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        await SendAsync("POST /api/receipts/verify", HttpMethod.Post, "/api/receipts/verify", file, [], app.Client);
    }

    private async Task SealedAsync(string receipt)
    {
        for (var i = 0; i < 200; i++)
        {
            await app.SettleAsync();
            using var proof = await _client.GetAsync(new Uri($"/api/receipts/{receipt}/proof", UriKind.Relative));
            if (proof.StatusCode == HttpStatusCode.OK) return;
            await Task.Delay(50);
        }

        throw new InvalidOperationException("The receipts were not sealed.");
    }

    private async Task SignInElsewhereAsync(string email)
    {
        using var elsewhere = app.CreateClient();
        await SendAsync("POST /api/auth/login", HttpMethod.Post, "/api/auth/login", Content(new { email, password = Password }), [], elsewhere);
    }

    private (string, string) NewKey() => ("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"key-{_keys++}-{AzuriteFixture.NewName()}"));

    private static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(s => (string)s!["id"]!)];

    private static ByteArrayContent Content(object body) => new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private Task<JsonNode> CallAsync(string endpoint, object? body = null, (string Name, string Value)? header = null, string? path = null)
    {
        var parts = endpoint.Split(' ');
        return SendAsync(endpoint, new HttpMethod(parts[0]), path ?? parts[1], body is null ? null : Content(body), header is { } h ? [h] : []);
    }

    private Task<JsonNode> AnyoneAsync(string endpoint) => SendAsync(endpoint, HttpMethod.Get, endpoint["GET ".Length..], null, [], app.Client);

    private async Task<JsonNode> SendAsync(string endpoint, HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await (client ?? _client).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{endpoint} was answered {(int)response.StatusCode}: {text}");
        costs.Add(endpoint, CallCost.Read(response));
        return response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)! : new JsonObject();
    }
}
