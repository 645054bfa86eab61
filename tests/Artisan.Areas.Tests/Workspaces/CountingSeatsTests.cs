using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class CountingSeatsTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_free_workspace_has_two_seats_and_an_open_invitation_holds_one()
    {
        var ada = await _app.SignUpAsync();
        var held = await _app.InviteAsync(ada, IdentityCalls.NewEmail());

        var full = await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/invitations"), new { email = IdentityCalls.NewEmail(), role = "viewer" }, HttpStatusCode.PaymentRequired);
        await ada.Client.DeleteJsonAsync($"/api/workspaces/invitations/{held.Split('.')[1]}");
        await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/invitations"), new { email = IdentityCalls.NewEmail(), role = "viewer" }, HttpStatusCode.Created);

        Assert.Equal(("billing.limit_reached", "seats", "2", "2"), ((string)full["code"]!, (string)full["metric"]!, (string)full["limit"]!, (string)full["used"]!));
    }

    [Fact]
    public async Task Accepts_at_once_never_exceed_the_seats()
    {
        var ada = await _app.SignUpAsync();
        await _app.GrowAsync(ada.WorkspaceId, 12);
        var guests = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _app.SignUpAsync()));
        var tokens = new List<string>();
        foreach (var guest in guests) tokens.Add(await _app.InviteAsync(ada, guest.Email));
        // A smaller plan than at the time of inviting.
        await _app.GrowAsync(ada.WorkspaceId, 4, seq: 2);

        var answers = await Task.WhenAll(guests.Zip(tokens).Select(g => g.First.Client.SendAsync(IdentityCalls.Post("/api/workspaces/invitations/accept", new { token = g.Second }))));

        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.PaymentRequired));
        Assert.Equal((1, 4), await _app.CountsAsync(ada.WorkspaceId));
        Assert.Equal(4, await _app.Seats().ReadAsync(ada.WorkspaceId, CancellationToken.None));
    }

    [Fact]
    public async Task A_full_workspace_opens_no_account_for_a_stranger()
    {
        var ada = await _app.SignUpAsync();
        var email = IdentityCalls.NewEmail();
        var token = await _app.InviteAsync(ada, email);
        await _app.GrowAsync(ada.WorkspaceId, 1);

        await _app.Client.PostJsonAsync("/api/workspaces/invitations/accept", new { token, name = "Grace", password = "a passphrase of hers" }, HttpStatusCode.PaymentRequired);

        using var signedIn = await _app.CreateClient().SignInAsync(email, "a passphrase of hers");
        Assert.Equal(HttpStatusCode.Unauthorized, signedIn.StatusCode);
    }

    [Fact]
    public async Task Limits_come_in_any_order_and_the_latest_counts()
    {
        var ada = await _app.SignUpAsync();

        foreach (var (limit, seq) in new (int?, int)[] { (null, 3), (5, 2), (7, 3) }) await _app.GrowAsync(ada.WorkspaceId, limit, seq);
        Assert.Equal(int.MaxValue, (await _app.WorkspaceAsync(ada.WorkspaceId)).GetInt32(WorkspaceRow.SeatLimit));
        await _app.GrowAsync(ada.WorkspaceId, 2, seq: 4);
        Assert.Equal(2, (await _app.WorkspaceAsync(ada.WorkspaceId)).GetInt32(WorkspaceRow.SeatLimit));
    }

    [Fact]
    public async Task A_workspace_that_was_upgraded_does_not_count_among_the_free_ones()
    {
        var ada = await _app.SignUpAsync();
        object Another(int n) => new { name = $"W{n}", timeZone = "UTC", currency = "EUR" };
        for (var i = 0; i < 2; i++) await ada.Client.PostJsonAsync("/api/workspaces/workspaces", Another(i), HttpStatusCode.Created);
        await ada.Client.PostJsonAsync("/api/workspaces/workspaces", Another(2), HttpStatusCode.Conflict);

        var free = _app.Services.GetRequiredService<IFreeWorkspaces>();
        await free.SetAsync(ada.WorkspaceId, free: false, seq: 2, CancellationToken.None);
        await free.SetAsync(ada.WorkspaceId, free: true, seq: 1, CancellationToken.None);
        await _app.SettleAsync();

        await ada.Client.PostJsonAsync("/api/workspaces/workspaces", Another(2), HttpStatusCode.Created);
    }
}
