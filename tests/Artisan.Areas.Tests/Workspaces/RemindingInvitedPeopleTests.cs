using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>Invitations that nobody has answered yet, two days before they end.</summary>
public sealed class RemindingInvitedPeopleTests : IAsyncLifetime
{
    private const string Accept = "/api/workspaces/invitations/accept";
    private const string Reminder = "Your invitation to Example ends soon";

    private ArtisanApp _app = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _ada = await _app.SignUpWithRoomAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Whoever_is_invited_is_reminded_once_and_both_mails_let_him_in()
    {
        var (first, second) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var sent = await _app.InviteAsync(_ada, first.Email);
        await _app.InviteAsync(_ada, second.Email);
        var due = (await DueAsync())!.Value;
        Assert.Equal(9, due.Hour);
        await AtAsync(due.AddMinutes(-1));
        Assert.DoesNotContain(await Mails.ToAsync(_app, first.Email), m => m.Subject == Reminder);

        await AtAsync(due);
        await AtAsync(due.AddHours(1));
        var reminded = Assert.Single(await Mails.ToAsync(_app, second.Email), m => m.Subject == Reminder);
        Assert.Contains("(UTC)", reminded.Text, StringComparison.Ordinal);
        Assert.Single(await Mails.ToAsync(_app, first.Email), m => m.Subject == Reminder);

        await first.Client.PostJsonAsync(Accept, new { token = sent });
        await second.Client.PostJsonAsync(Accept, new { token = reminded.Token });
        Assert.Equal(3, (await _ada.MembersAsync()).Count);
    }

    [Fact]
    public async Task Who_has_come_or_is_not_wanted_any_more_is_left_alone()
    {
        var (come, revoked, resent) = (await _app.SignUpAsync(), await _app.SignUpAsync(), await _app.SignUpAsync());
        await come.Client.PostJsonAsync(Accept, new { token = await _app.InviteAsync(_ada, come.Email) });
        await _app.InviteAsync(_ada, revoked.Email);
        await _app.InviteAsync(_ada, resent.Email);
        var sent = (await _ada.Client.GetJsonAsync("/api/workspaces/invitations"))["sent"]!["items"]!.AsArray().ToDictionary(i => (string)i!["email"]!, i => (string)i!["id"]!);
        await _ada.Client.DeleteJsonAsync($"/api/workspaces/invitations/{sent[revoked.Email]}");
        var due = (await DueAsync())!.Value;
        await AtAsync(due);
        Assert.Single(await Mails.ToAsync(_app, resent.Email), m => m.Subject == Reminder);
        Assert.DoesNotContain(await Mails.ToAsync(_app, come.Email), m => m.Subject == Reminder);
        Assert.DoesNotContain(await Mails.ToAsync(_app, revoked.Email), m => m.Subject == Reminder);

        // Sending it again begins anew, and the reminder that was due before means nothing any more.
        var old = (await Mails.ToAsync(_app, resent.Email)).First(m => m.Subject == Reminder).Token!;
        await _ada.Client.PostJsonAsync($"/api/workspaces/invitations/{sent[resent.Email]}/resend", new { });
        await resent.Client.PostJsonAsync(Accept, new { token = old }, System.Net.HttpStatusCode.NotFound);
        await _app.Services.GetRequiredService<WorkspaceDue>().HandleAsync(
            new QueueMessage<DueWork>("m", new DueWork(RemindInvitation.Kind, _ada.WorkspaceId, sent[resent.Email], due)), CancellationToken.None);
        await AtAsync((await DueAsync())!.Value);
        Assert.Equal(2, (await Mails.ToAsync(_app, resent.Email)).Count(m => m.Subject == Reminder));
    }

    private async Task<DateTimeOffset?> DueAsync()
    {
        await _app.SettleAsync();
        return await _app.Services.GetRequiredService<DueIndex>().NextAsync(RemindInvitation.Kind, CancellationToken.None);
    }

    private async Task AtAsync(DateTimeOffset at)
    {
        _app.BusinessClock.Set(at, running: false);
        await _app.Pump.FireAsync("reminders");
        await _app.SettleAsync();
    }
}
