using System.Net;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class SwitchingWorkspacesTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task The_new_token_the_next_refresh_and_the_next_sign_in_are_in_the_chosen_workspace()
    {
        var ada = await _app.SignUpAsync();
        var second = (string)(await ada.Client.PostJsonAsync("/api/workspaces/workspaces", new { name = "Second", timeZone = "UTC", currency = "EUR" }, HttpStatusCode.Created))["id"]!;

        var switched = await ada.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = second });

        Assert.Equal(second, (string)switched["workspaceId"]!);
        using var client = _app.CreateClient((string)switched["accessToken"]!);
        Assert.Equal(second, (string)(await client.GetJsonAsync("/api/auth/me"))["workspace"]!["id"]!);
        await client.GetJsonAsync($"/api/workspaces/workspaces/{second}");
        await client.GetJsonAsync($"/api/workspaces/workspaces/{ada.WorkspaceId}", HttpStatusCode.NotFound);
        using var refreshed = await ada.Client.RefreshAsync();
        Assert.Equal(second, (string)(await refreshed.BodyAsync())["workspaceId"]!);
        using var signedIn = await _app.CreateClient().SignInAsync(ada.Email);
        Assert.Equal(second, (string)(await signedIn.BodyAsync())["workspaceId"]!);
    }

    [Fact]
    public async Task A_workspace_of_others_is_one_that_is_not_there()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());

        using var foreign = await eve.Client.SendAsync(IdentityCalls.Post("/api/auth/workspace", new { workspaceId = ada.WorkspaceId }));
        using var random = await eve.Client.SendAsync(IdentityCalls.Post("/api/auth/workspace", new { workspaceId = "ws_00000000000000000000000000" }));

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(await random.SeenAsync(), await foreign.SeenAsync());
    }

    [Fact]
    public async Task No_header_query_or_body_switches()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/auth/me?workspaceId={ada.WorkspaceId}");
        request.Headers.Add("X-Workspace-Id", ada.WorkspaceId);

        using var response = await eve.Client.SendAsync(request);

        Assert.Equal(eve.WorkspaceId, (string)(await response.BodyAsync())["workspace"]!["id"]!);
    }
}
