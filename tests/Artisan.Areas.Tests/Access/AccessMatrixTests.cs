using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Access;

/// <summary>
/// Every endpoint against every kind of caller, and every id against another workspace's: generated from <c>tests/Golden/endpoints.tsv</c>,
/// so that no endpoint can be left out.
/// </summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;

    private sealed record Endpoint(string Method, string Path, string Least, string Scope);

    private static IReadOnlyList<Endpoint> Endpoints { get; } =
        [.. Repository.Read("tests/Golden/endpoints.tsv").Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Select(c => new Endpoint(c[0], c[1], c[2], c[3]))];

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Every_endpoint_admits_exactly_the_callers_that_the_list_names()
    {
        var owner = await _app.SignUpAsync();
        var callers = await Callers.CreateAsync(_app, owner);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints)
        {
            foreach (var (kind, client) in callers)
            {
                // Signing out is the one call that would end the caller for all that follow.
                if (endpoint.Path is "/api/auth/logout" && Callers.Admits(endpoint.Least, endpoint.Scope, kind)) continue;
                var (status, code) = await CallAsync(client, endpoint, Random(endpoint.Path));
                var refused = code is "auth.required" or "auth.forbidden" or "auth.scope_missing";
                if (refused == Callers.Admits(endpoint.Least, endpoint.Scope, kind)) wrong.Add($"{endpoint.Method} {endpoint.Path} ({endpoint.Least}) answers {kind}: {status} {code}");
                if (status >= 500) wrong.Add($"{endpoint.Method} {endpoint.Path} answers {kind}: {status} {code}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Endpoints.Count > 20);
    }

    [Fact]
    public async Task Another_workspaces_id_is_answered_exactly_like_one_that_does_not_exist()
    {
        var (own, foreign) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var ids = await ForeignIds.CreateAsync(_app, foreign);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints.Where(e => e.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            Assert.True(ids.TryGetValue(endpoint.Path.Split("/{id}")[0], out var id), $"ForeignIds makes no record for {endpoint.Path}.");
            var theirs = await CallAsync(own.Client, endpoint, endpoint.Path.Replace("{id}", id, StringComparison.Ordinal));
            var none = await CallAsync(own.Client, endpoint, Random(endpoint.Path));
            if (theirs != none || theirs.Status != 404) wrong.Add($"{endpoint.Method} {endpoint.Path}: {theirs} for another workspace's, {none} for none.");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_header_query_or_body_can_change_the_workspace()
    {
        var (own, foreign) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/auth/me?workspaceId={foreign.WorkspaceId}&ws={foreign.WorkspaceId}");
        request.Headers.Add("X-Workspace-Id", foreign.WorkspaceId);

        var me = await Json.ReadAsync(own.Client.SendAsync(request), HttpStatusCode.OK);

        Assert.Equal(own.WorkspaceId, (string?)me["workspace"]!["id"]);
        await own.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = foreign.WorkspaceId }, HttpStatusCode.NotFound);
    }

    // An id of the right form that nobody has.
    private static string Random(string path) => path.Replace("{id}", "01jd0000000000000000000000", StringComparison.Ordinal);

    private static async Task<(int Status, string? Code)> CallAsync(HttpClient client, Endpoint endpoint, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), path);
        if (endpoint.Method is "POST" or "PUT")
        {
            request.Content = new StringContent(ForeignIds.BodyFor(endpoint.Method, endpoint.Path), Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') && response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)JsonNode.Parse(text)!["code"] : null);
    }
}
