using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Approvals;

/// <summary>A workspace whose owner defines value, with one member for each hat, and what they say to each other.</summary>
internal sealed record Boardroom(ArtisanApp App, SignedInUser Author, SignedInUser Finance, SignedInUser Technical, SignedInUser Executive)
{
    public string WorkspaceId => Author.WorkspaceId;

    /// <summary>Opens one, with data to define value by.</summary>
    public static async Task<Boardroom> OpenAsync(ArtisanApp app)
    {
        var author = await app.SignUpAsync();
        var finance = await app.SeedAsync(author, 1, Role.Viewer, Hats.Finance);
        var technical = await app.SeedAsync(author, 1, Role.Viewer, Hats.Technical);
        var executive = await app.SeedAsync(author, 1, Role.Viewer, Hats.Executive);
        await Definitions.PushAsync(author.Client, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        return new Boardroom(app, author, finance[0], technical[0], executive[0]);
    }

    /// <summary>Defines and submits; answers the approval as everybody sees it.</summary>
    public async Task<JsonNode> SubmitAsync(JsonObject? body = null) => await SubmitAsync(await Definitions.CreateAsync(Author.Client, body));

    public async Task<JsonNode> SubmitAsync(string definition)
    {
        var submitted = await Author.Client.PostJsonAsync($"/api/value/definitions/{definition}/submit", new { });
        return await ReadAsync((string)submitted["latest"]!["approvalId"]!);
    }

    public Task<JsonNode> ReadAsync(string id, SignedInUser? by = null) => (by ?? Author).Client.GetJsonAsync($"/api/approvals/{id}");

    /// <summary>Somebody decides: <c>approve</c>, <c>sign-off</c> or <c>request-changes</c>.</summary>
    public static Task<JsonNode> DecideAsync(SignedInUser by, JsonNode approval, string what = "approve", HttpStatusCode expected = HttpStatusCode.OK, string? stage = null, string? hash = null) =>
        by.Client.PostJsonAsync($"/api/approvals/{approval["id"]}/{what}", new { contentHash = hash ?? (string)approval["contentHash"]!, stage, comment = what == "request-changes" ? "The baseline is too low." : null }, expected);

    /// <summary>All three stages agree.</summary>
    public async Task<JsonNode> AgreeAsync(JsonNode approval)
    {
        await DecideAsync(Finance, approval, stage: "finance");
        await DecideAsync(Technical, approval, stage: "technical");
        return await DecideAsync(Executive, approval, "sign-off");
    }

    public async Task<string> StateAsync(JsonNode approval) => (string)(await Author.Client.GetJsonAsync($"/api/value/definitions/{approval["definitionId"]}"))["latest"]!["state"]!;

    /// <summary>The statements of the workspace's receipts of a kind, the newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReceiptsAsync(string kind)
    {
        await App.SettleAsync();
        var items = (await Author.Client.GetJsonAsync($"/api/receipts?kind={kind}&limit=200"))["items"]!.AsArray();
        var statements = new List<JsonNode>();
        foreach (var item in items)
        {
            var receipt = await Author.Client.GetJsonAsync($"/api/receipts/{item!["id"]}");
            statements.Add(JsonNode.Parse((string)receipt["statement"]!)!);
        }

        return statements;
    }
}
