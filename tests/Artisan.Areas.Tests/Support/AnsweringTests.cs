using System.Net;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Support;

/// <summary>The staff's side, and what reaches people by e-mail and comes back by it.</summary>
public sealed class AnsweringTests : IAsyncLifetime
{
    private const string DeskAddress = "desk@example.com";

    private ArtisanApp _app = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Support:InboundDomain"] = Helpline.Domain, ["Support:DeskAddress"] = DeskAddress });
        _app.BusinessClock.Set(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero), running: false);
        _ada = await _app.SignUpAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_answer_waits_for_the_customer_and_reaches_him_once_however_often_it_is_sent()
    {
        var id = await _ada.Client.OpenAsync();
        await _app.AnswerAsync(id, "Try again.", key: "a");
        await _app.AnswerAsync(id, "Try again.", key: "a");

        var ticket = await _ada.Client.TicketAsync(id);
        Assert.Equal(("waiting_for_customer", 2), ((string?)ticket["state"], (int)ticket["messages"]!));
        var answer = ticket["thread"]![1]!;
        Assert.Equal(("staff", "Sam", "Try again."), ((string?)answer["writer"], (string?)answer["writerName"], (string?)answer["text"]));
        Assert.NotNull(ticket["firstAnswer"]!["metAt"]);
        var mails = await Mails.ToAsync(_app, _ada.Email);
        Assert.Equal(["answered", "have your ticket"], mails.Where(m => m.Subject.StartsWith('[')).Select(m => m.Subject.Contains("answered", StringComparison.Ordinal) ? "answered" : "have your ticket"));
        Assert.Contains("Try again.", mails[0].Text, StringComparison.Ordinal);
        Assert.Single(await Mails.ToAsync(_app, DeskAddress));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "support.ticket.answered"), e => e.Actor == AuditActor.Admin(Helpline.Sam.Id));
    }

    [Fact]
    public async Task The_queue_of_support_has_what_is_due_first_at_the_top()
    {
        var bob = await _app.SignUpAsync();
        await bob.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "enterprise", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var (slow, done, fast) = (await _ada.Client.OpenAsync("Slow"), await _ada.Client.OpenAsync("Done"), await bob.Client.OpenAsync("Fast"));
        await _ada.Client.ChangeAsync(done, new { state = "closed" });
        await _app.SettleAsync();
        Assert.Equal([fast, slow], (await QueueAsync()).Select(t => t.TicketId));

        Assert.Null((await _app.Desk().AssignAsync(Helpline.Sam, fast, Helpline.Sam, default)).Fault);
        await _app.AnswerAsync(slow);
        await _app.SettleAsync();
        var queue = await QueueAsync();
        Assert.Equal([(fast, Helpline.Sam.Id, "open"), (slow, null, "waiting_for_customer")], queue.Select(t => (t.TicketId, t.AssigneeId, t.State)));
        Assert.Equal((bob.WorkspaceId, null), (queue[0].WorkspaceId, queue[1].Due));
        Assert.Equal("Sam", (string?)(await bob.Client.TicketAsync(fast))["assigneeName"]);
        Assert.Equal(Helpline.Sam.Id, Assert.Single(await _app.AuditAsync(AuditScope.Workspace(bob.WorkspaceId), "support.ticket.assigned")).Actor.Id);
        Assert.Equal("Since this morning.", (await _app.Desk().FindAsync(fast, default))!.Thread![0].Text);
        Assert.Equal("request.not_found", (await _app.Desk().AssignAsync(Helpline.Sam, "tkt_01kaxamp1e0000000000000000", null, default)).Fault!.Code);
    }

    [Fact]
    public async Task Targets_are_warned_of_missed_and_told_and_a_resolved_ticket_is_closed_in_time()
    {
        await _ada.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var id = await _ada.Client.OpenAsync();
        await _app.PassAsync(TimeSpan.FromHours(3));
        Assert.Contains(await Mails.ToAsync(_app, DeskAddress), m => m.Subject.StartsWith("First answer due soon", StringComparison.Ordinal));
        Assert.False((bool)(await _ada.Client.TicketAsync(id))["firstAnswer"]!["missed"]!);

        await _app.PassAsync(TimeSpan.FromHours(1));
        Assert.True((bool)(await _ada.Client.TicketAsync(id))["firstAnswer"]!["missed"]!);
        Assert.True((await QueueAsync()).Single().Missed);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "support.ticket.target_missed"));
        await _app.PassAsync(TimeSpan.Zero);
        Assert.Equal(3, (await Mails.ToAsync(_app, DeskAddress)).Count);

        // Two days of waiting for the customer do not count.
        await _app.AnswerAsync(id);
        await _app.PassAsync(TimeSpan.FromDays(2));
        await _ada.Client.SayAsync(id, "Still broken");
        Assert.Equal(new DateTimeOffset(2027, 3, 5, 8, 0, 0, TimeSpan.Zero), (DateTimeOffset)(await _ada.Client.TicketAsync(id))["resolution"]!["due"]!);
        await _app.PassAsync(TimeSpan.FromDays(2));
        Assert.True((bool)(await _ada.Client.TicketAsync(id))["resolution"]!["missed"]!);

        await _app.AnswerAsync(id, "Repaired.", resolves: true);
        Assert.Empty(await QueueAsync());
        await _app.PassAsync(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal("resolved", (string?)(await _ada.Client.TicketAsync(id))["state"]);
        await _app.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("closed", (string?)(await _ada.Client.TicketAsync(id))["state"]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "support.ticket.closed"));
    }

    [Fact]
    public async Task An_answer_by_mail_becomes_a_message_without_what_is_quoted_and_once()
    {
        var id = await _ada.Client.OpenAsync();
        await _app.AnswerAsync(id, resolves: true);
        var mail = new ReceivedMail(
            "<1@mail.example.com>", await _app.ReplyToAsync(_ada.Email), _ada.Email.ToUpperInvariant(), "It works.\n\nOn Mon, Artisan <x@in.example.com> wrote:\n> Try again.",
            [new ReceivedFile("run.log", "ok"u8.ToArray()), new ReceivedFile("bad.exe", "MZ"u8.ToArray())]);
        await Mailbox.PutAsync(mail, default);
        await Mailbox.PutAsync(mail, default);
        await _app.SettleAsync();
        await Mailbox.PutAsync(mail, default);
        await _app.SettleAsync();

        var ticket = await _ada.Client.TicketAsync(id);
        Assert.Equal(("open", 3), ((string?)ticket["state"], (int)ticket["messages"]!));
        var message = ticket["thread"]![2]!;
        Assert.StartsWith("It works.\n\n(Left out", (string)message["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("Try again", (string)message["text"]!, StringComparison.Ordinal);
        Assert.Equal((true, "run.log", "Ada Example"), ((bool)message["byMail"]!, (string?)message["attachments"]!.AsArray().Single()!["name"], (string?)message["writerName"]));
    }

    [Fact]
    public async Task A_mail_from_somebody_else_with_another_token_or_to_nobody_changes_nothing()
    {
        var (stranger, bob, admin) = (await _app.SignUpAsync(), await JoinAsync("member"), await JoinAsync("admin"));
        var id = await _ada.Client.OpenAsync();
        var reply = await _app.ReplyToAsync(_ada.Email);
        var other = reply[..30] + (reply[30] == '0' ? '1' : '0') + reply[31..];
        foreach (var (to, from, text) in new[]
        {
            (reply, stranger.Email, "Hello"), (reply, bob.Email, "Hello"), (reply, "nobody@example.com", "Hello"), (reply, "not an address", "Hello"), (other, _ada.Email, "Hello"),
            (reply, _ada.Email, "> only quoted"), ("tkt@in.example.com", _ada.Email, "Hello"), (reply.Replace("in.", "out.", StringComparison.Ordinal), _ada.Email, "Hello"),
        })
        {
            await Mailbox.PutAsync(new ReceivedMail($"<{AzuriteFixture.NewName()}>", to, from, text, []), default);
        }

        await _app.SettleAsync();
        Assert.Equal(1, (int)(await _ada.Client.TicketAsync(id))["messages"]!);
        Assert.All(_app.Logs.Lines, line => Assert.DoesNotContain(reply.Split('.')[1].Split('@')[0], line, StringComparison.Ordinal));
        Assert.True(Mailbox.IsOurs(reply));
        Assert.False(Mailbox.IsOurs("ada@in.example.com"));

        await Mailbox.PutAsync(new ReceivedMail("<admin>", reply, admin.Email, "I know this one.", []), default);
        await _ada.Client.ChangeAsync(id, new { state = "closed" });
        await Mailbox.PutAsync(new ReceivedMail("<ada>", reply, _ada.Email, "Not solved.", []), default);
        await _app.SettleAsync();
        var ticket = await _ada.Client.TicketAsync(id);
        Assert.Equal(("open", 3), ((string?)ticket["state"], (int)ticket["messages"]!));
    }

    [Fact]
    public async Task Who_has_left_answers_by_mail_no_more_and_takes_his_name_along()
    {
        var bob = await JoinAsync("member");
        var id = await bob.Client.OpenAsync();
        var reply = await _app.ReplyToAsync(bob.Email);
        await _ada.Client.DeleteAsync(new Uri(Crew.MemberPath(_ada, bob), UriKind.Relative));
        await Mailbox.PutAsync(new ReceivedMail("<bob>", reply, bob.Email, "Hello", []), default);
        await _app.SettleAsync();

        var ticket = await _ada.Client.TicketAsync(id);
        Assert.Equal((1, null, null), ((int)ticket["messages"]!, ticket["authorName"], ticket["thread"]![0]!["writerName"]));
    }

    [Fact]
    public async Task Deleting_the_workspace_closes_its_tickets()
    {
        await _ada.Client.OpenAsync();
        await _app.SettleAsync();
        using var read = await _ada.Client.GetAsync(new Uri(Crew.Path(_ada.WorkspaceId), UriKind.Relative));
        using var delete = new HttpRequestMessage(HttpMethod.Delete, Crew.Path(_ada.WorkspaceId));
        delete.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        using var deleted = await _ada.Client.SendAsync(delete);
        Assert.True(deleted.IsSuccessStatusCode, await deleted.Content.ReadAsStringAsync());
        await _app.SettleAsync();
        Assert.Empty(await QueueAsync());
    }

    private ITicketMailbox Mailbox => _app.Services.GetRequiredService<ITicketMailbox>();

    private async Task<IReadOnlyList<DeskTicket>> QueueAsync() => (await _app.Desk().ListAsync(50, null, default)).Tickets;

    private async Task<SignedInUser> JoinAsync(string role)
    {
        await _app.GrowAsync(_ada.WorkspaceId);
        return await _app.JoinAsync(_ada, role);
    }
}
