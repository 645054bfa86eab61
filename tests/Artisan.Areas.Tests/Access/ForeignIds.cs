using System.Net;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Tests.Receipts;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Access;

/// <summary>A record of every kind that an endpoint names by id, made in a workspace through the API where it has a way to.</summary>
internal static class ForeignIds
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PUT /api/workspaces/workspaces/{id}"] = """{"name":"Taken","timeZone":"UTC","currency":"USD"}""",
    };

    /// <summary>A body that would be good, were the id the caller's own.</summary>
    public static string BodyFor(string method, string path) => Bodies.GetValueOrDefault($"{method} {path}", "{}");

    /// <summary>The ids, by the path before them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CreateAsync(ArtisanApp app, SignedInUser owner)
    {
        var client = owner.Client;
        var key = await client.PostJsonAsync("/api/auth/api-keys", new { name = "theirs", scopes = new[] { "read" } }, HttpStatusCode.Created);
        var sessions = await client.GetJsonAsync("/api/auth/sessions");
        var receipt = await app.Services.GetRequiredService<IReceiptLog>().AppendAsync(Requests.Of(owner.WorkspaceId, "setup:theirs"), default);
        return new Dictionary<string, string>
        {
            ["/api/auth/api-keys"] = (string)key["id"]!,
            ["/api/auth/sessions"] = (string)sessions["items"]![0]!["id"]!,
            ["/api/receipts"] = receipt.ReceiptId,
            ["/api/workspaces/workspaces"] = owner.WorkspaceId,
        };
    }
}
