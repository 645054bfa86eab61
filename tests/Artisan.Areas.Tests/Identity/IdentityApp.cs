using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

/// <summary>One app for the scenarios that need no clock or settings of their own; each of them has users of its own.</summary>
public sealed class IdentityApp : IAsyncLifetime
{
    /// <summary>What the proxy in front would name the client's country in.</summary>
    public const string CountryHeader = "X-Test-Country";

    public ArtisanApp App { get; private set; } = null!;

    /// <summary>A user for scenarios in which nothing of his changes.</summary>
    public SignedInUser Reader { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // All scenarios come from one address; those about guessing have limits of their own.
        App = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "10000", ["Identity:MailsPerClientPerHour"] = "1000000", ["Identity:CountryHeader"] = CountryHeader });
        Reader = await App.SignUpAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class IdentityScenarios : ICollectionFixture<IdentityApp>
{
    public const string Name = "identity";
}

/// <summary>What the scenarios say and look at.</summary>
internal static partial class IdentityCalls
{
    public const string Password = ReadyAccount.Password;
    public const string RefreshCookie = "__Host-artisan-refresh";

    public static string NewEmail() => $"{AzuriteFixture.NewName("u")}@example.com";

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient client, string email, string password = Password) => client.SendAsync(Post("/api/auth/login", new { email, password }));

    public static Task<HttpResponseMessage> RegisterAsync(this HttpClient client, string email) =>
        client.SendAsync(Post("/api/auth/register", new { name = "Ada", email, workspaceName = "Example" }));

    /// <summary>Confirms an address by its mailed token and chooses the password.</summary>
    public static Task<HttpResponseMessage> VerifyAsync(this HttpClient client, string token, string password = Password) => client.SendAsync(Post("/api/auth/email/verify", new { token, password }));

    /// <summary>Refreshes with a cookie of the test's choice, or the client's own.</summary>
    public static Task<HttpResponseMessage> RefreshAsync(this HttpClient client, string? cookie = null, string? csrf = "1")
    {
        var request = Post("/api/auth/refresh", new { });
        if (csrf is not null) request.Headers.Add("X-Artisan-Csrf", csrf);
        if (cookie is not null) request.Headers.Add("Cookie", $"{RefreshCookie}={cookie}");
        return client.SendAsync(request);
    }

    public static HttpRequestMessage Post(string path, object body)
    {
        var content = JsonContent.Create(body);
        content.LoadIntoBufferAsync().GetAwaiter().GetResult();
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    /// <summary>The value of a cookie that an answer sets.</summary>
    public static string Cookie(this HttpResponseMessage response, string name = RefreshCookie) =>
        Header(response, name)?.Split(';')[0].Split('=', 2)[1] ?? throw new InvalidOperationException($"The answer ({(int)response.StatusCode}) sets no {name}.");

    public static string? Header(this HttpResponseMessage response, string cookie) =>
        response.Headers.TryGetValues("Set-Cookie", out var all) ? all.SingleOrDefault(c => c.StartsWith(cookie + "=", StringComparison.Ordinal)) : null;

    public static async Task<JsonNode> BodyAsync(this HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>An answer as an outsider sees it, without what differs for every request.</summary>
    public static async Task<string> SeenAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return $"{(int)response.StatusCode} {response.Content.Headers.ContentType} {TraceId().Replace(body, "")}";
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, string path, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>How many storage operations the answer says it took, in all or of a category.</summary>
    public static int Operations(this HttpResponseMessage response, string category = "storage") =>
        Regex.Match(string.Join(',', response.Headers.GetValues("Server-Timing")), $@"\b{category};desc=""(\d+) operations""") is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>The entries of a chain with an action.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> AuditAsync(this ArtisanApp app, AuditScope scope, string action)
    {
        // Entries need no queue: they come by the outbox of the change.
        await app.SettleOutboxAsync();
        var page = await app.Services.GetRequiredService<AuditChain>().ReadAsync(scope, 200, null, CancellationToken.None);
        return [.. page.Entries.Select(e => e.Entry).Where(e => e.Action == action)];
    }

    /// <summary>Gives a member another role, as the gate sees it.</summary>
    public static async Task SetRoleAsync(this ArtisanApp app, SignedInUser user, Role role)
    {
        var home = app.Services.GetRequiredService<Stores>().User(user.UserId).Root;
        var row = (await home.FindAsync(Gate.RowKey, CancellationToken.None))!;
        var gate = Gate.From(row) with { Memberships = new Dictionary<string, GateMembership> { [user.WorkspaceId] = new(role.Name(), []) } };
        await home.Change().Replace(gate.Into(row)).CommitAsync(CancellationToken.None);
    }

    /// <summary>A row of a user.</summary>
    public static async Task<TableEntity> UserRowAsync(this ArtisanApp app, string userId, string key = IdentityKeys.Profile) =>
        (await app.Services.GetRequiredService<Stores>().User(userId).Root.FindAsync(key, CancellationToken.None))!;

    public static Task SettleOutboxAsync(this ArtisanApp app) => app.Services.GetRequiredService<Outbox>().SettleAsync();

    [GeneratedRegex(@"""traceId"":""[^""]*""")]
    private static partial Regex TraceId();
}
