using System.Net.Http.Headers;
using System.Text.Json;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Segment;

/// <summary>Segment by its Public API. (A write key cannot be tested: Segment says yes to every one.)</summary>
internal sealed class SegmentConnector(SourceHttp http) : IKeyConnector
{
    private static readonly Uri Api = new("https://api.segmentapis.com/");

    public string Provider => "segment";

    public string Name => "Segment";

    public string Purpose => "Artisan knows your Segment workspace; events come by a destination that you set up there.";

    public IReadOnlyList<SourceCredential> Credentials { get; } =
    [
        new("accessToken", "Public API token", "In Segment under Settings, Workspace settings, Access Management, Tokens: a token with the role Workspace Member.", IsSecret: true),
    ];

    public async Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Api);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials["accessToken"]);
        using var answer = await http.SendAsync(Name, request, ct);
        if (answer.RootElement.ValueKind is not JsonValueKind.Object || !answer.RootElement.TryGetProperty("data", out var data) || !data.TryGetProperty("workspace", out var workspace)) throw SourceJson.Malformed(Name);
        return $"Segment workspace {Flattening.Cut(SourceJson.Required(workspace, "name", Name))}";
    }
}
