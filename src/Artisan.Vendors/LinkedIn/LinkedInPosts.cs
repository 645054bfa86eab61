using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.LinkedIn;

/// <summary>Posts of a member by LinkedIn's Posts API. The text is escaped, because LinkedIn reads mentions and tags out of some characters.</summary>
internal sealed class LinkedInPosts(SourceHttp http) : IPostChannel
{
    private const string Vendor = "LinkedIn";
    private const string Version = "202510";
    private const string Reserved = "\\|{}@[]()<>#*_~";

    private static readonly Uri Posts = new("https://api.linkedin.com/rest/posts");

    public string Provider => "linkedin";

    public int LongestPost => 3_000;

    public async Task<PublishedPost> PostAsync(VendorGrant grant, string text, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Posts);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.AccessToken);
        request.Headers.Add("LinkedIn-Version", Version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        var body = new JsonObject
        {
            ["author"] = $"urn:li:person:{grant.AccountId}",
            ["commentary"] = Escaped(text),
            ["visibility"] = "PUBLIC",
            ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
            ["lifecycleState"] = "PUBLISHED",
            ["isReshareDisabledByAuthor"] = false,
        };
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        // The answer has no body: its header names the post.
        var id = await http.SendAsync(Vendor, request, response => Task.FromResult(response.Headers.TryGetValues("x-restli-id", out var ids) ? ids.First() : throw SourceJson.Malformed(Vendor)), ct, (status, _) =>
            status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest ? new SourceException(SourceFailure.NoPermission, "LinkedIn does not take this text; it may be that it was posted already.") : null);
        return new PublishedPost(id, new Uri($"https://www.linkedin.com/feed/update/{Uri.EscapeDataString(id)}/"));
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text) (Reserved.Contains(character, StringComparison.Ordinal) ? escaped.Append('\\') : escaped).Append(character);
        return escaped.ToString();
    }
}
