using System.Net.Http.Headers;
using System.Text.Json;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.SendGrid;

/// <summary>A workspace's own SendGrid account. A key is tested by what it may do, so that no mail is sent.</summary>
internal sealed class SendGridConnector(SourceHttp http) : IKeyConnector
{
    private const string Sends = "mail.send";

    private static readonly Uri Scopes = new("https://api.sendgrid.com/v3/scopes");

    public string Provider => "sendgrid";

    public string Name => "SendGrid";

    public string Purpose => "Your campaigns can be sent from your own SendGrid account.";

    public IReadOnlyList<SourceCredential> Credentials { get; } =
    [
        new("apiKey", "API key", "In SendGrid under Settings, API Keys: a restricted key with Mail Send.", IsSecret: true),
    ];

    public async Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Scopes);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials["apiKey"]);
        using var answer = await http.SendAsync(Name, request, ct);
        if (answer.RootElement.ValueKind is not JsonValueKind.Object || !answer.RootElement.TryGetProperty("scopes", out var scopes) || scopes.ValueKind is not JsonValueKind.Array) throw SourceJson.Malformed(Name);
        return scopes.EnumerateArray().Any(s => s.ValueKind is JsonValueKind.String && s.GetString() == Sends)
            ? "A SendGrid account that may send mail"
            : throw new SourceException(SourceFailure.NoPermission, "This key may not send mail. Give it Mail Send, or make a new one.");
    }
}
