using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>Something breaks in a change of members; the same call again finds or makes it whole, and gates say what the workspace says.</summary>
public sealed class SurvivingCrashesTests(SurvivingCrashesTests.Lab lab) : IClassFixture<SurvivingCrashesTests.Lab>
{
    private const string Accept = "/api/workspaces/invitations/accept";

    [Fact]
    public async Task Accepting_makes_one_member_who_can_enter()
    {
        var ada = await lab.Healthy.SignUpWithRoomAsync();
        var members = 1;
        await lab.EachCallAsync(async moments =>
        {
            var bob = await lab.Healthy.SignUpAsync();
            var token = await lab.Healthy.InviteAsync(ada, bob.Email);
            await moments.BreakAsync(app => SendAsync(app, bob, HttpMethod.Post, Accept, new { token }));
            await bob.Client.PostJsonAsync(Accept, new { token });
            await (await lab.Healthy.SwitchAsync(bob, ada.WorkspaceId)).Client.GetJsonAsync(Crew.Path(ada.WorkspaceId));
            Assert.Equal((1, ++members), await lab.Healthy.CountsAsync(ada.WorkspaceId));
            Assert.Equal(members, (await ada.MembersAsync()).Count);
        });
        var joined = await lab.Healthy.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "workspace.member_joined");
        Assert.Equal(joined.Count, joined.Select(e => e.Target.Id).Distinct().Count());
    }

    [Fact]
    public async Task Changing_a_role_counts_once_it_is_repeated()
    {
        var ada = await lab.Healthy.SignUpWithRoomAsync();
        var bob = await lab.Healthy.JoinAsync(ada, "viewer");
        var path = Crew.MemberPath(ada, bob);
        await lab.EachCallAsync(async moments =>
        {
            await ada.Client.PutJsonAsync(path, new { role = "viewer" });
            await moments.BreakAsync(app => SendAsync(app, ada, HttpMethod.Put, path, new { role = "admin" }));
            await ada.Client.PutJsonAsync(path, new { role = "admin" });
            Assert.Equal(HttpStatusCode.OK, await bob.Client.StatusAsync("/api/auth/api-keys"));
        });
    }

    [Fact]
    public async Task Handing_over_leaves_one_owner_and_gates_that_agree()
    {
        var ada = await lab.Healthy.SignUpWithRoomAsync();
        var bob = await lab.Healthy.JoinAsync(ada, "admin");
        var path = Crew.Path(ada.WorkspaceId, "/transfer");
        await lab.EachCallAsync(async moments =>
        {
            await moments.BreakAsync(app => SendAsync(app, ada, HttpMethod.Post, path, new { memberId = bob.UserId }));
            using var again = await ada.Client.SendAsync(IdentityCalls.Post(path, new { memberId = bob.UserId }));
            Assert.True(again.StatusCode is HttpStatusCode.OK or HttpStatusCode.Forbidden, $"{again.StatusCode}");
            Assert.Equal((1, 2), await lab.Healthy.CountsAsync(ada.WorkspaceId));
            await RingAsync(ada.WorkspaceId);
            // Only an owner may hand it back, and only to an admin: both gates and both rows say what they are now.
            await bob.Client.PostJsonAsync(path, new { memberId = ada.UserId });
        });
    }

    // What the bell does a minute after something broke, where nobody could do it earlier.
    private Task<bool> RingAsync(string workspaceId) =>
        lab.Healthy.Services.GetRequiredService<Outbox>().DrainAsync(lab.Healthy.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, workspaceId).Root, CancellationToken.None);

    private static async Task SendAsync(ArtisanApp app, SignedInUser by, HttpMethod method, string path, object body)
    {
        using var client = app.CreateClient(by.AccessToken);
        using var answer = await client.SendAsync(new HttpRequestMessage(method, path) { Content = IdentityCalls.Post("/", body).Content });
    }

    /// <summary>One workspace invites often.</summary>
    public sealed class Lab : CrashLab
    {
        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) =>
            ArtisanApp.StartAsync(sharing, policies: policies, settings: new Dictionary<string, string?> { ["Workspaces:InvitationsPerWorkspacePerHour"] = "10000" });
    }
}
