using System.Net;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Areas.Tests.Notifications;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class ManyOwnersTests
{
    private const string Start = "2027-04-10T10:00:00Z";

    [Fact]
    public async Task A_trial_counts_for_every_owner_of_the_workspace_whichever_of_them_began_it()
    {
        await using var app = await ArtisanApp.StartAsync();
        app.BusinessClock.Set(BillingLife.Instant(Start), running: false);
        var (ada, bob) = (await app.SignUpAsync(), await app.SignUpAsync());
        var both = await app.SwitchAsync(await InvitedAsync(app, ada, bob), ada.WorkspaceId);
        await new BillingLife(app, ada).TrialAsync();
        Assert.Equal("billing.trial_used", (string?)(await new BillingLife(app, await app.SwitchAsync(both, bob.WorkspaceId)).TrialAsync(HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task A_refused_trial_takes_nothing_from_the_owners_who_have_not_had_one()
    {
        await using var app = await ArtisanApp.StartAsync();
        app.BusinessClock.Set(BillingLife.Instant(Start), running: false);
        var (ada, bob) = (await app.SignUpAsync(), await app.SignUpAsync());
        await new BillingLife(app, ada).TrialAsync();
        var both = await InvitedAsync(app, bob, ada);
        Assert.Equal("billing.trial_used", (string?)(await new BillingLife(app, bob).TrialAsync(HttpStatusCode.Conflict))["code"]);
        var third = await new BillingLife(app, bob).SecondWorkspaceAsync();
        Assert.Equal("trialing", (string?)(await third.TrialAsync())["status"]);
        Assert.NotNull(both);
    }

    [Fact]
    public async Task The_owners_are_reminded_once_in_their_morning_that_the_trial_ends()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.LiveInAsync("America/New_York");
        await life.TrialAsync();
        await AtAsync("2027-04-21T12:59:00Z");
        Assert.DoesNotContain("Your trial ends soon", await BillingMails.SubjectsAsync(app));

        // Nine o'clock in New York, three days before; the timer may come late and the message twice.
        await AtAsync("2027-04-21T13:00:00Z");
        await AtAsync("2027-04-21T14:15:00Z");
        await StepAsync();
        Assert.Single(await BillingMails.SubjectsAsync(app), "Your trial ends soon");
        Assert.Equal("professional trialing", await life.StateAsync());
        Assert.Contains("The trial ends soon", (await life.Client.GetJsonAsync("/api/notifications"))["items"]!.AsArray().Select(n => (string)n!["title"]!));

        await life.UntilAsync("2027-04-25T00:00:00Z");
        Assert.Single(await BillingMails.SubjectsAsync(app), "Your trial ends soon");
        Assert.Equal("free active", await life.StateAsync());
        var told = (await life.Client.ListAsync()).Select(n => (string)n!["title"]!).ToList();
        foreach (var once in new[] { "The trial ends soon", "The trial is over" }) Assert.Single(told, once);

        async Task AtAsync(string at)
        {
            app.BusinessClock.Set(BillingLife.Instant(at), running: false);
            await app.SettleAsync();
            await app.Pump.FireAsync("reminders");
            await app.SettleAsync();
        }

        Task StepAsync() => app.Services.GetRequiredService<StepSubscription>().HandleAsync(
            new QueueMessage<DueWork>("again", new DueWork(Agenda.TrialReminder, life.WorkspaceId, "sub", BillingLife.Instant("2027-04-21T13:00:00Z"))), CancellationToken.None);
    }

    [Fact]
    public async Task More_owners_than_a_transaction_has_rows_are_each_written_to_once()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        foreach (var _ in Enumerable.Range(0, 2)) await app.SeedAsync(new SignedInUser(life.Client, "", "-", "", life.WorkspaceId, ""), 60, Role.Owner);
        await app.GrowAsync(life.WorkspaceId);
        await life.SubscribeAsync("enterprise", "pm_card_visa");
        Assert.Equal(121, (await BillingMails.SubjectsAsync(app)).Count(s => s == "You are on Enterprise"));
    }

    private static async Task<SignedInUser> InvitedAsync(ArtisanApp app, SignedInUser owner, SignedInUser other)
    {
        var token = await app.InviteAsync(owner, other.Email, "owner");
        await other.Client.PostJsonAsync("/api/workspaces/invitations/accept", new { token });
        return other;
    }
}
