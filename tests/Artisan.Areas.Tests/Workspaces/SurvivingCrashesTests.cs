using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>The process dies at each storage call of a change of members in turn; the same call again finds or makes it whole, and gates say what the workspace says.</summary>
public sealed class SurvivingCrashesTests : IAsyncLifetime
{
    private const string Accept = "/api/workspaces/invitations/accept";

    private readonly FaultInjectionPolicy _faults = new();
    private ArtisanApp _healthy = null!;
    private ArtisanApp _dying = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _healthy = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Workspaces:InvitationsPerWorkspacePerHour"] = "10000" });
        _dying = await ArtisanApp.StartAsync(sharing: _healthy, policies: [_faults]);
        _ada = await _healthy.SignUpAsync();
        await _healthy.GrowAsync(_ada.WorkspaceId);
    }

    public async Task DisposeAsync()
    {
        _faults.Reset();
        await _dying.DisposeAsync();
        await _healthy.DisposeAsync();
    }

    [Fact]
    public async Task Accepting_whatever_call_it_dies_at_makes_one_member_who_can_enter()
    {
        var members = 1;
        await EachCallAsync(
            async () =>
            {
                var bob = await _healthy.SignUpAsync();
                return (Bob: bob, Token: await _healthy.InviteAsync(_ada, bob.Email));
            },
            guest => HereAsync(guest.Bob, HttpMethod.Post, Accept, new { token = guest.Token }),
            async (guest, call) =>
            {
                await guest.Bob.Client.PostJsonAsync(Accept, new { token = guest.Token });
                await (await _healthy.SwitchAsync(guest.Bob, _ada.WorkspaceId)).Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
                Assert.True(await _healthy.CountsAsync(_ada.WorkspaceId) == (1, ++members), $"Call {call}: the seats are not those of the members.");
                Assert.Equal(members, (await _ada.MembersAsync()).Count);
            });
        var joined = await _healthy.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.member_joined");
        Assert.Equal(joined.Count, joined.Select(e => e.Target.Id).Distinct().Count());
    }

    [Fact]
    public async Task Changing_a_role_whatever_call_it_dies_at_counts_once_it_is_repeated()
    {
        var bob = await _healthy.JoinAsync(_ada, "viewer");
        var path = Crew.MemberPath(_ada, bob);
        await EachCallAsync(
            async () =>
            {
                await _ada.Client.PutJsonAsync(path, new { role = "viewer" });
                return bob;
            },
            _ => HereAsync(_ada, HttpMethod.Put, path, new { role = "admin" }),
            async (_, call) =>
            {
                await _ada.Client.PutJsonAsync(path, new { role = "admin" });
                Assert.True(await bob.Client.StatusAsync("/api/auth/api-keys") == HttpStatusCode.OK, $"Call {call}: the gate did not follow.");
            });
    }

    [Fact]
    public async Task Handing_over_whatever_call_it_dies_at_leaves_one_owner_and_gates_that_agree()
    {
        var bob = await _healthy.JoinAsync(_ada, "admin");
        await EachCallAsync(
            () => Task.FromResult(bob),
            _ => HereAsync(_ada, HttpMethod.Post, Crew.Path(_ada.WorkspaceId, "/transfer"), new { memberId = bob.UserId }),
            async (_, call) =>
            {
                using var again = await _ada.Client.SendAsync(IdentityCalls.Post(Crew.Path(_ada.WorkspaceId, "/transfer"), new { memberId = bob.UserId }));
                Assert.True(again.StatusCode is HttpStatusCode.OK or HttpStatusCode.Forbidden, $"Call {call}: {again.StatusCode}");
                Assert.Equal((1, 2), await _healthy.CountsAsync(_ada.WorkspaceId));
                await RingAsync();
                // Only an owner may hand it back, and only to an admin: both gates and both rows say what they are now.
                await bob.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/transfer"), new { memberId = _ada.UserId });
            });
    }

    private async Task EachCallAsync<T>(Func<Task<T>> begin, Func<T, Task> dying, Func<T, int, Task> whole)
    {
        var first = await begin();
        _faults.Reset();
        await dying(first);
        var calls = _faults.Calls;
        await whole(first, 0);
        Assert.InRange(calls, 8, 80);
        for (var call = 1; call <= calls; call++)
        {
            var started = await begin();
            _faults.Reset();
            _faults.Inject(Artisan.Testing.Fault.ProcessDiesAfter, call);
            await dying(started);
            _faults.Reset();
            await whole(started, call);
        }
    }

    // What the bell does a minute after the process died, where nobody could do it earlier.
    private Task<bool> RingAsync() =>
        _healthy.Services.GetRequiredService<Outbox>().DrainAsync(_healthy.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, _ada.WorkspaceId).Root, CancellationToken.None);

    private async Task HereAsync(SignedInUser by, HttpMethod method, string path, object body)
    {
        using var client = _dying.CreateClient(by.AccessToken);
        using var answer = await client.SendAsync(new HttpRequestMessage(method, path) { Content = IdentityCalls.Post("/", body).Content });
        await _dying.SettleOutboxAsync();
    }
}
