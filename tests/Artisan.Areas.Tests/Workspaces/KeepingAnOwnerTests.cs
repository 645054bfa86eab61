using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>However many owners go, or send each other away, at the same moment: one of them stays.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class KeepingAnOwnerTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Of_fifty_owners_who_leave_at_once_one_stays()
    {
        var ada = await _app.SignUpAsync();
        IReadOnlyList<SignedInUser> owners = [ada, .. await _app.SeedAsync(ada, 49, Role.Owner)];

        var answers = await Task.WhenAll(owners.Select(o => o.Client.DeleteAsync(new Uri(Crew.MemberPath(ada, o), UriKind.Relative))));

        var left = Assert.Single(owners.Zip(answers), x => x.Second.StatusCode != HttpStatusCode.OK);
        Assert.Equal("workspaces.last_owner", (string)(await left.Second.BodyAsync())["code"]!);
        Assert.Equal((1, 1), await _app.CountsAsync(ada.WorkspaceId));
        Assert.Equal("owner", Assert.Single(await left.First.RolesAsync()).Value);
    }

    [Fact]
    public async Task Of_fifty_owners_who_demote_each_other_at_least_one_stays_and_the_count_is_right()
    {
        var ada = await _app.SignUpAsync();
        IReadOnlyList<SignedInUser> owners = [ada, .. await _app.SeedAsync(ada, 49, Role.Owner)];

        // Each the next one, the last the first: without a guard on the actor's own role all of them would lose it.
        var answers = await Task.WhenAll(owners.Select((o, i) => o.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, Crew.MemberPath(ada, owners[(i + 1) % owners.Count]))
        {
            Content = IdentityCalls.Post("/", new { role = "viewer" }).Content,
        })));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Forbidden, $"{a.StatusCode}"));
        var roles = await owners[0].RolesAsync();
        var remaining = roles.Count(r => r.Value == "owner");
        Assert.InRange(remaining, 1, 49);
        Assert.Equal(50 - answers.Count(a => a.IsSuccessStatusCode), remaining);
        Assert.Equal((remaining, 50), await _app.CountsAsync(ada.WorkspaceId));
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_leave_one()
    {
        for (var round = 0; round < 10; round++)
        {
            var ada = await _app.SignUpAsync();
            var bob = Assert.Single(await _app.SeedAsync(ada, 1, Role.Owner));

            var answers = await Task.WhenAll(Demote(ada, bob), Demote(bob, ada));

            Assert.Single(answers, a => a.IsSuccessStatusCode);
            Assert.Equal((1, 2), await _app.CountsAsync(ada.WorkspaceId));
        }

        static Task<HttpResponseMessage> Demote(SignedInUser by, SignedInUser whom) =>
            by.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, Crew.MemberPath(by, whom)) { Content = IdentityCalls.Post("/", new { role = "viewer" }).Content });
    }

    [Fact]
    public async Task A_transfer_that_races_with_itself_happens_once()
    {
        var ada = await _app.SignUpAsync();
        var heirs = await _app.SeedAsync(ada, 6, Role.Admin);

        var answers = await Task.WhenAll(heirs.Select(h => ada.Client.SendAsync(IdentityCalls.Post(Crew.Path(ada.WorkspaceId, "/transfer"), new { memberId = h.UserId }))));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        Assert.Equal((1, 7), await _app.CountsAsync(ada.WorkspaceId));
        Assert.Equal("admin", (await heirs[0].RolesAsync())[ada.UserId]);
    }
}
