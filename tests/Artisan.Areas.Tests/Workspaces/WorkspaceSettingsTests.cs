using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class WorkspaceSettingsTests(IdentityApp shared)
{
    private static readonly object Renamed = new { name = "Renamed", timeZone = "Asia/Tokyo", currency = "JPY" };

    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_counts_once()
    {
        var ada = await _app.SignUpAsync();
        var path = $"/api/workspaces/workspaces/{ada.WorkspaceId}";
        using var read = await ada.Client.GetAsync(new Uri(path, UriKind.Relative));
        var etag = read.Headers.ETag!.ToString();

        await ada.Client.PutJsonAsync(path, Renamed, HttpStatusCode.PreconditionRequired);
        var changed = await ada.Client.PutJsonAsync(path, Renamed, HttpStatusCode.OK, ("If-Match", etag));
        await ada.Client.PutJsonAsync(path, Renamed, HttpStatusCode.PreconditionFailed, ("If-Match", etag));

        Assert.Equal(("Renamed", "Asia/Tokyo", "JPY"), ((string)changed["name"]!, (string)changed["timeZone"]!, (string)changed["currency"]!));
        var entry = Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "workspace.updated"));
        Assert.Equal(("Example", "Renamed"), ((string)entry.Before!["name"]!, (string)entry.After!["name"]!));
        Assert.Equal("Renamed", (string)(await ada.Client.GetJsonAsync("/api/auth/me"))["workspace"]!["name"]!);
    }

    [Fact]
    public async Task The_etag_of_an_answer_goes_for_the_next_change()
    {
        var ada = await _app.SignUpAsync();
        var path = $"/api/workspaces/workspaces/{ada.WorkspaceId}";
        using var read = await ada.Client.GetAsync(new Uri(path, UriKind.Relative));
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = IdentityCalls.Post("/", Renamed).Content };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        using var first = await ada.Client.SendAsync(request);

        await ada.Client.PutJsonAsync(path, new { name = "Again", timeZone = "UTC", currency = "USD" }, HttpStatusCode.OK, ("If-Match", first.Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task Changes_at_once_of_one_version_succeed_once()
    {
        var ada = await _app.SignUpAsync();
        var path = $"/api/workspaces/workspaces/{ada.WorkspaceId}";
        using var read = await ada.Client.GetAsync(new Uri(path, UriKind.Relative));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
        {
            var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = IdentityCalls.Post("/", new { name = $"N{i}", timeZone = "UTC", currency = "USD" }).Content };
            request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
            return ada.Client.SendAsync(request);
        }));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Another_workspace_is_one_that_is_not_there()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        Uri foreign = new($"/api/workspaces/workspaces/{ada.WorkspaceId}", UriKind.Relative), random = new("/api/workspaces/workspaces/ws_00000000000000000000000000", UriKind.Relative);

        using var readForeign = await eve.Client.GetAsync(foreign);
        using var readRandom = await eve.Client.GetAsync(random);
        using var writeForeign = await eve.Client.PutAsync(foreign, IdentityCalls.Post("/", Renamed).Content);
        using var writeRandom = await eve.Client.PutAsync(random, IdentityCalls.Post("/", Renamed).Content);

        Assert.Equal(HttpStatusCode.NotFound, readForeign.StatusCode);
        Assert.Equal(await readRandom.SeenAsync(), await readForeign.SeenAsync());
        Assert.Equal(await writeRandom.SeenAsync(), await writeForeign.SeenAsync());
        Assert.Equal(readRandom.Operations(), readForeign.Operations());
    }

    [Fact]
    public async Task A_viewer_reads_and_an_admin_writes()
    {
        var ada = await _app.SignUpAsync();
        var path = $"/api/workspaces/workspaces/{ada.WorkspaceId}";

        await _app.SetRoleAsync(ada, Role.Viewer);
        await ada.Client.GetJsonAsync(path);
        await ada.Client.PutJsonAsync(path, Renamed, HttpStatusCode.Forbidden, ("If-Match", "*"));
        await _app.SetRoleAsync(ada, Role.Admin);
        await ada.Client.PutJsonAsync(path, Renamed, HttpStatusCode.OK, ("If-Match", "*"));
    }
}
