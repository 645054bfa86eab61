using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.X;

/// <summary>Posts by X's API v2.</summary>
internal sealed class XPosts(SourceHttp http) : IPostChannel
{
    private const string Vendor = "X";

    private static readonly Uri Posts = new("https://api.x.com/2/tweets");

    public string Provider => "twitter";

    public int LongestPost => 280;

    public async Task<PublishedPost> PostAsync(VendorGrant grant, string text, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Posts);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.AccessToken);
        request.Content = new StringContent(new JsonObject { ["text"] = text }.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(Vendor, request, ct, (status, _) => status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
            ? new SourceException(SourceFailure.NoPermission, "X does not take this text; it may be too long, or was posted already.")
            : null);
        if (answer.RootElement.ValueKind is not JsonValueKind.Object || !answer.RootElement.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Object) throw SourceJson.Malformed(Vendor);
        var id = SourceJson.Required(data, "id", Vendor);
        return new PublishedPost(id, new Uri($"https://x.com/i/web/status/{Uri.EscapeDataString(id)}"));
    }
}
