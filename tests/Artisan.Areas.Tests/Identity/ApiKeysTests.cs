using System.Net;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class ApiKeysTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_hash_is_kept()
    {
        var ada = await _app.SignUpAsync();

        var created = await CreateAsync(ada, "read");
        var listed = await ada.Client.GetJsonAsync("/api/auth/api-keys");

        var (id, text) = ((string)created["id"]!, (string)created["key"]!);
        Assert.StartsWith($"{id}_", text, StringComparison.Ordinal);
        var item = Assert.Single(listed["items"]!.AsArray())!.AsObject();
        Assert.Equal(["id", "name", "scopes", "createdAt", "lastUsedAt", "createdBy"], item.Select(p => p.Key));
        Assert.Equal((id, ada.UserId), ((string)item["id"]!, (string)item["createdBy"]!));
        var row = await _app.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, ada.WorkspaceId).Root.FindAsync(ApiKey.KeyOf(1), CancellationToken.None);
        var secret = text[(id.Length + 1)..];
        Assert.Equal(64, secret.Length);
        Assert.All(row!, property => Assert.DoesNotContain(secret, property.Value.ToString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_reaches_what_its_scope_opens_and_nothing_else()
    {
        var ada = await _app.SignUpAsync();
        using var reader = _app.CreateClient((string)(await CreateAsync(ada, "read"))["key"]!);
        using var writer = _app.CreateClient((string)(await CreateAsync(ada, "usage:write"))["key"]!);

        Assert.Equal(HttpStatusCode.OK, await reader.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}"));
        Assert.Equal(HttpStatusCode.Forbidden, await writer.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}"));
        Assert.All(await Task.WhenAll(reader.StatusAsync("/api/auth/me"), reader.StatusAsync("/api/auth/api-keys"), reader.StatusAsync("/api/auth/sessions")), s => Assert.Equal(HttpStatusCode.Forbidden, s));
    }

    [Fact]
    public async Task A_key_of_a_closed_workspace_opens_nothing()
    {
        var ada = await _app.SignUpAsync();
        var text = (string)(await CreateAsync(ada, "read"))["key"]!;
        var home = _app.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, ada.WorkspaceId).Root;
        var row = (await home.FindAsync("workspace", CancellationToken.None))!;
        row[WorkspaceClosing.Property] = DateTimeOffset.UnixEpoch;
        await home.Change().Replace(row).CommitAsync(CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}", text));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        var ada = await _app.SignUpAsync();
        var text = (string)(await CreateAsync(ada, "read"))["key"]!;
        var wrong = text[..^1] + (text[^1] == '0' ? '1' : '0');

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}", wrong));
    }

    [Fact]
    public async Task A_revoked_key_fails_at_once_and_its_number_is_not_used_again()
    {
        var ada = await _app.SignUpAsync();
        var created = await CreateAsync(ada, "read");

        await ada.Client.DeleteJsonAsync($"/api/auth/api-keys/{(string)created["id"]!}");

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}", (string)created["key"]!));
        await ada.Client.DeleteJsonAsync($"/api/auth/api-keys/{(string)created["id"]!}", HttpStatusCode.NotFound);
        Assert.NotEqual((string)created["id"]!, (string)(await CreateAsync(ada, "read"))["id"]!);
    }

    [Fact]
    public async Task Another_workspaces_key_is_one_that_is_not_there()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var hers = await CreateAsync(ada, "read");

        using var foreign = await eve.Client.DeleteAsync(new Uri($"/api/auth/api-keys/{(string)hers["id"]!}", UriKind.Relative));
        using var random = await eve.Client.DeleteAsync(new Uri("/api/auth/api-keys/art_live_000000000000000000000000001", UriKind.Relative));
        using var garbage = await eve.Client.DeleteAsync(new Uri("/api/auth/api-keys/x", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(await random.SeenAsync(), await foreign.SeenAsync());
        Assert.Equal(await random.SeenAsync(), await garbage.SeenAsync());
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}", (string)hers["key"]!));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("read", "read")]
    [InlineData("READ")]
    [InlineData]
    public async Task Scopes_that_do_not_exist_are_refused(params string[] scopes)
    {
        var refused = await shared.Reader.Client.PostJsonAsync("/api/auth/api-keys", new { name = "x", scopes }, HttpStatusCode.BadRequest);

        Assert.NotNull(refused["errors"]!["scopes"]);
    }

    [Fact]
    public async Task A_member_below_admin_neither_sees_nor_makes_keys()
    {
        var ada = await _app.SignUpAsync();
        await _app.SetRoleAsync(ada, Role.Member);

        await ada.Client.GetJsonAsync("/api/auth/api-keys", HttpStatusCode.Forbidden);
        await ada.Client.PostJsonAsync("/api/auth/api-keys", new { name = "x", scopes = new[] { "read" } }, HttpStatusCode.Forbidden);
        Assert.Equal(["GET /api/auth/api-keys", "POST /api/auth/api-keys"], (await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.denied")).Select(e => e.Target.Id).Order());

        await _app.SetRoleAsync(ada, Role.Admin);
        Assert.Empty((await ada.Client.GetJsonAsync("/api/auth/api-keys"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Keys_made_at_once_never_exceed_the_limit_and_each_is_recorded_once()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Identity:KeysPerWorkspace"] = "4" });
        var ada = await app.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ada.Client.SendAsync(IdentityCalls.Post("/api/auth/api-keys", new { name = $"k{i}", scopes = new[] { "read" } }))));

        Assert.Equal(4, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(8, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(4, (await ada.Client.GetJsonAsync("/api/auth/api-keys"))["items"]!.AsArray().Count);
        var entries = await app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.key_created");
        Assert.Equal(4, entries.Count);
        Assert.All(entries, e => Assert.Equal(ada.UserId, e.Actor.Id));
    }

    private static Task<JsonNode> CreateAsync(SignedInUser user, params string[] scopes) =>
        user.Client.PostJsonAsync("/api/auth/api-keys", new { name = "test", scopes }, HttpStatusCode.Created);
}
