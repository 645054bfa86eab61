using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Tests.Identity;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>A workspace that lets in only who signs in with two steps; on a clock of its own, because codes change every 30 seconds.</summary>
public sealed class RequiringSecondFactorsTests : IAsyncLifetime
{
    private const string Required = "auth.second_factor_required";
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private ArtisanApp _app = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(time: _time);
        _ada = await _app.SignUpWithRoomAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Only_an_owner_who_has_one_himself_asks_for_a_second_factor()
    {
        var bob = await _app.JoinAsync(_ada, "admin");
        await EnrollAsync(bob.Client);

        Assert.Equal("auth.forbidden", await SetAsync(bob.Client, true, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("workspaces.second_factor_first", await SetAsync(_ada.Client, true, HttpStatusCode.Conflict).CodeAsync());
        await EnrollAsync(_ada.Client);
        Assert.True((bool)(await SetAsync(_ada.Client, true))["secondFactorRequired"]!);

        // Other settings are still the admin's, and leave the rule as it is.
        Assert.True((bool)(await SetAsync(bob.Client, null))["secondFactorRequired"]!);
    }

    [Fact]
    public async Task Who_has_none_reaches_nothing_of_the_workspace_but_setting_one_up()
    {
        var (bob, key) = (await _app.JoinAsync(_ada, "member"), await _app.CreateKeyAsync(_ada, "read"));
        await EnrollAsync(_ada.Client);
        await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));

        await SetAsync(_ada.Client, true);

        foreach (var path in new[] { Crew.Path(_ada.WorkspaceId), Crew.Path(_ada.WorkspaceId, "/members"), "/api/value/definitions" }) Assert.Equal(Required, await bob.Client.GetJsonAsync(path, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Null((await bob.Client.GetJsonAsync("/api/workspaces/invitations"))["sent"]);
        var me = await bob.Client.GetJsonAsync("/api/auth/me");
        Assert.Equal((_ada.WorkspaceId, true), ((string)me["workspace"]!["id"]!, (bool)me["workspace"]!["needsSecondFactor"]!));
        Assert.Equal(1, me["workspaces"]!.AsArray().Count(w => (bool)w!["needsSecondFactor"]!));
        await _ada.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
        await key.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
        // His own workspace asks for nothing of the kind.
        await (await _app.SwitchAsync(bob, (string)me["workspaces"]!.AsArray().Single(w => !(bool)w!["needsSecondFactor"]!)!["id"]!)).Client.GetJsonAsync("/api/value/definitions");

        var secret = await EnrollAsync(bob.Client);
        await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));

        _time.Advance(TimeSpan.FromSeconds(31));
        await bob.Client.SendJsonAsync(HttpMethod.Delete, "/api/auth/2fa", new { code = CodeOf(secret) }, HttpStatusCode.OK);
        Assert.Equal(Required, await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Forbidden).CodeAsync());
        await SetAsync(_ada.Client, false);
        await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
    }

    [Fact]
    public async Task Who_joins_later_is_asked_as_well()
    {
        await EnrollAsync(_ada.Client);
        await SetAsync(_ada.Client, true);

        var bob = await _app.JoinAsync(_ada, "admin");

        Assert.Equal(Required, await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Forbidden).CodeAsync());
    }

    private Task<JsonNode> SetAsync(HttpClient client, bool? required, HttpStatusCode expected = HttpStatusCode.OK) =>
        client.PutJsonAsync(Crew.Path(_ada.WorkspaceId), new { name = "Example", timeZone = "UTC", currency = "USD", secondFactorRequired = required }, expected, ("If-Match", "*"));

    private async Task<byte[]> EnrollAsync(HttpClient client)
    {
        var secret = TwoStepSignInTests.FromBase32((string)(await client.PostJsonAsync("/api/auth/2fa/enroll", new { }))["secret"]!);
        await client.PostJsonAsync("/api/auth/2fa/enroll", new { code = CodeOf(secret) });
        return secret;
    }

    private string CodeOf(byte[] secret) => Totp.Code(secret, Totp.Step(_time.GetUtcNow()));
}
