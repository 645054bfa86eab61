using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;
using SignedInUser = Artisan.Testing.Host.SignedInUser;

namespace Artisan.Areas.Tests.Identity;

/// <summary>A user's gate and list follow what workspaces hold of him, in whatever order they are told.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class FollowingMembershipsTests(IdentityApp fixture)
{
    private readonly IMemberships _memberships = fixture.App.Services.GetRequiredService<IMemberships>();

    [Fact]
    public async Task Joining_changing_suspending_and_leaving_count_at_the_next_request()
    {
        var owner = await fixture.App.SignUpAsync();
        var guest = await fixture.App.SignUpAsync();

        await FollowAsync(guest, owner, new MemberState("Example", Role.Viewer, Hats.Finance, OwnsFree: false));
        var joined = await guest.Client.PostJsonAsync("/api/auth/workspace", new { workspaceId = owner.WorkspaceId });
        using var client = fixture.App.CreateClient((string)joined["accessToken"]!);
        var me = await client.GetJsonAsync("/api/auth/me");
        Assert.Equal("viewer", (string)me["workspace"]!["role"]!);
        Assert.Equal(["finance"], me["workspace"]!["hats"]!.AsArray().Select(h => (string)h!));

        await FollowAsync(guest, owner, new MemberState("Renamed", Role.Admin, Hats.None, OwnsFree: false));
        me = await client.GetJsonAsync("/api/auth/me");
        Assert.Equal(("admin", "Renamed"), ((string)me["workspace"]!["role"]!, (string)me["workspace"]!["name"]!));

        await FollowAsync(guest, owner, new MemberState("Renamed", Role.Admin, Hats.None, OwnsFree: false, Suspended: true));
        Assert.Null((await client.GetJsonAsync("/api/auth/me"))["workspace"]);

        await FollowAsync(guest, owner, null);
        Assert.Single((await client.GetJsonAsync("/api/auth/me"))["workspaces"]!.AsArray());
        Assert.Null((await fixture.App.UserRowAsync(guest.UserId, Gate.RowKey)) is { } row && Gate.From(row).Memberships.TryGetValue(owner.WorkspaceId, out var left) ? left : null);
    }

    [Fact]
    public async Task Fifty_overtaking_calls_end_in_what_the_workspace_holds_last()
    {
        var owner = await fixture.App.SignUpAsync();
        var guest = await fixture.App.SignUpAsync();
        var truth = new MemberState("Example", Role.Viewer, Hats.None, OwnsFree: false);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            Volatile.Write(ref truth, truth with { Role = (Role)(1 + (i % 3)), Hats = (Hats)(i % 8) });
            await _memberships.FollowAsync(guest.UserId, owner.WorkspaceId, async ct =>
            {
                var read = Volatile.Read(ref truth);
                await Task.Yield();
                return read;
            }, CancellationToken.None);
        }));

        var gate = Gate.From(await fixture.App.UserRowAsync(guest.UserId, Gate.RowKey));
        Assert.Equal(truth.Role.Name(), gate.Memberships[owner.WorkspaceId].Role);
        Assert.Equal(truth.Hats.Names(), gate.Memberships[owner.WorkspaceId].Hats);
        Assert.True(gate.Memberships.ContainsKey(guest.WorkspaceId));
    }

    [Fact]
    public async Task Who_read_what_was_true_for_a_moment_does_not_leave_it_behind()
    {
        var owner = await fixture.App.SignUpAsync();
        var guest = await fixture.App.SignUpAsync();
        var truth = new MemberState("Example", Role.Viewer, Hats.None, OwnsFree: false);
        await FollowAsync(guest, owner, truth);
        var reads = 0;

        // An admin for the time of one read; who follows that he is none again finds nothing to write.
        await _memberships.FollowAsync(guest.UserId, owner.WorkspaceId, async _ =>
        {
            if (reads++ > 0) return truth;
            await FollowAsync(guest, owner, truth);
            return truth with { Role = Role.Admin };
        }, CancellationToken.None);

        var gate = Gate.From(await fixture.App.UserRowAsync(guest.UserId, Gate.RowKey));
        Assert.Equal(truth.Role.Name(), gate.Memberships[owner.WorkspaceId].Role);
    }

    [Fact]
    public async Task Who_is_made_owner_of_a_free_workspace_has_one_less_to_found()
    {
        var owner = await fixture.App.SignUpAsync();
        var guest = await fixture.App.SignUpAsync();

        await FollowAsync(guest, owner, new MemberState("Example", Role.Owner, Hats.All, OwnsFree: true));
        await FollowAsync(owner, owner, new MemberState("Example", Role.Admin, Hats.None, OwnsFree: false));

        Assert.Equal(2, Founding.FreeOwned(await fixture.App.UserRowAsync(guest.UserId, IdentityKeys.Owned), DateTimeOffset.MinValue));
        Assert.Equal(0, Founding.FreeOwned(await fixture.App.UserRowAsync(owner.UserId, IdentityKeys.Owned), DateTimeOffset.MinValue));
    }

    [Fact]
    public async Task A_user_who_is_no_more_is_passed_over() =>
        await _memberships.FollowAsync("usr_01arz3ndektsv4rrffq69g5fav", "ws_01arz3ndektsv4rrffq69g5fav", _ => throw new InvalidOperationException("There is nobody to read it for."), CancellationToken.None);

    private Task<bool> FollowAsync(SignedInUser user, SignedInUser owner, MemberState? state) => _memberships.FollowAsync(user.UserId, owner.WorkspaceId, _ => Task.FromResult(state), CancellationToken.None);
}
