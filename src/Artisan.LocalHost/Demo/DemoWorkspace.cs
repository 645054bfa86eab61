using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Artisan.LocalHost.Outbox;

namespace Artisan.LocalHost.Demo;

/// <summary>
/// Makes the demo workspace as a user would, over the public API: registers, follows the mailed link, defines a value, sends a log of
/// purchases and calculates the months that have ended. What was made is not made again.
/// </summary>
internal sealed partial class DemoWorkspace(HttpClient http, TimeProvider business, ILogger log)
{
    private const string Source = "shop";
    private const int Batch = 500;
    private const int Months = 4;
    private static readonly string[] Fields = ["amount", "quantity"];
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(60);

    /// <summary>Ends with the login; throws <see cref="LocalHostException"/> with the reason where the API refuses a step.</summary>
    public async Task<DemoLogin> MakeAsync(CancellationToken ct)
    {
        var login = DemoLogin.Default;
        var session = await SignInAsync(login, ct) ?? await RegisterAsync(login, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());

        var now = business.GetUtcNow();
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(1 - Months);
        var definition = await DefinedAsync(ct) ?? await DefineAsync(first, ct);
        await SendPurchasesAsync(PurchaseLog.Months(first, Months, now), ct);
        for (var month = first; month < first.AddMonths(Months - 1); month = month.AddMonths(1))
            await PostAsync("/api/value/calculations/run", new { definitionId = definition, period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture) }, ct);
        return login;
    }

    // A start that was interrupted may have made the account already.
    private async Task<JsonElement?> SignInAsync(DemoLogin login, CancellationToken ct)
    {
        var (status, session) = await SendAsync("/api/auth/login", new { email = login.Email, password = login.Password }, ct);
        return status == 200 ? Parse(session) : null;
    }

    private async Task<JsonElement> RegisterAsync(DemoLogin login, CancellationToken ct)
    {
        await PostAsync("/api/auth/register", new { name = "Dana Demo", email = login.Email, workspaceName = "Demo shop" }, ct);
        return await PostAsync("/api/auth/email/verify", new { token = await MailedTokenAsync(login.Email, ct), password = login.Password }, ct);
    }

    private async Task<string?> DefinedAsync(CancellationToken ct)
    {
        var page = await http.GetFromJsonAsync<JsonElement>("/api/value/definitions", ct);
        return page.TryGetProperty("items", out var items) && items.GetArrayLength() > 0 ? items[0].GetProperty("id").GetString() : null;
    }

    private async Task<string> DefineAsync(DateOnly startsOn, CancellationToken ct)
    {
        var definition = await PostAsync(
            "/api/value/definitions",
            new
            {
                name = "Revenue above plan",
                metric = "revenue",
                source = Source,
                fields = Fields,
                formula = "max(0, sum(amount) - baseline)",
                baseline = "10000",
                terms = new { currency = "USD", unitPrice = "1", share = "0.05", cap = "5000" },
                schedule = "monthly",
                startsOn = startsOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                timeZone = "UTC",
            },
            ct);
        var id = definition.GetProperty("id").GetString()!;
        await PostAsync($"/api/value/definitions/{Uri.EscapeDataString(id)}/activate", new { version = 1 }, ct);
        return id;
    }

    private async Task SendPurchasesAsync(IEnumerable<Purchase> purchases, CancellationToken ct)
    {
        var sent = 0;
        foreach (var batch in purchases.Chunk(Batch))
        {
            var points = batch.Select(purchase => new
            {
                source = Source,
                id = purchase.Id,
                time = purchase.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                fields = new { amount = purchase.Amount, quantity = purchase.Quantity.ToString(CultureInfo.InvariantCulture) },
            });
            await PostAsync("/api/value/data", new { points }, ct);
            sent += batch.Length;
        }

        log.LogInformation("Demo: {Count} purchases sent.", sent);
    }

    private async Task<string> MailedTokenAsync(string address, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(MailPatience);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            while (true)
            {
                var mails = await http.GetFromJsonAsync<List<SentMail>>($"/dev/outbox.json?to={Uri.EscapeDataString(address)}", limit.Token);
                if (mails!.Select(mail => Token().Match(mail.Text)).FirstOrDefault(match => match.Success) is { } found) return found.Groups[1].Value;
                await Task.Delay(250, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LocalHostException($"no verification mail for {address} arrived within {MailPatience.TotalSeconds:0} s");
        }
    }

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken ct)
    {
        var (status, text) = await SendAsync(path, body, ct);
        return status is >= 200 and < 300 ? Parse(text) : throw new LocalHostException($"{path} answered {status}: {text}");
    }

    private async Task<(int Status, string Text)> SendAsync(string path, object body, CancellationToken ct)
    {
        // With its length: the API takes no body of unknown size.
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync(ct);
        using var answer = await http.PostAsync(path, content, ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private static JsonElement Parse(string text)
    {
        using var json = JsonDocument.Parse(text.Length > 0 ? text : "{}");
        return json.RootElement.Clone();
    }

    [GeneratedRegex("#token=([A-Za-z0-9._~-]+)")]
    private static partial Regex Token();
}
