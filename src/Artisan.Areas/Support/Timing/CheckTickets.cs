using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Operations;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Support.Timing;

/// <summary>
/// What time brings about: support is warned before a target, a target that was missed is marked and told, and a resolved ticket that nobody objected to is
/// closed. Checked against the ticket's own row, so stale and doubled messages do nothing.
/// </summary>
internal sealed class CheckTickets(TicketStore tickets, TicketMails mails, BusinessClock clock) : IQueueHandler<DueWork>
{
    /// <summary>The kind of delayed work; the id is the ticket's.</summary>
    public const string Kind = "support-ticket";

    /// <summary>The queue function.</summary>
    public const string Queue = "support-due";

    private const string Job = "support-targets";

    public Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct) =>
        Retry.OnConflictAsync(() => CheckAsync(message.Body.Owner, message.Body.Id, message.Body.Due, ct), ct);

    private async Task<bool> CheckAsync(string workspaceId, string id, DateTimeOffset due, CancellationToken ct)
    {
        var home = tickets.Home(workspaceId);
        if (await TicketStore.FindAsync(home, id, ct) is not { Ticket: var before } found || before.Next != due) return false;
        // What was scheduled is due, even where this machine's clock is a little behind the one that said so.
        var now = clock.Now < due ? due : clock.Now;
        var (after, change) = (before.At(now), home.Change());
        foreach (var (what, text) in News(before, after)) mails.TellDesk(change, after, what, text);
        if (after.State is TicketState.Closed || (after.FirstAnswer.Missed, after.Resolution?.Missed) != (before.FirstAnswer.Missed, before.Resolution?.Missed))
        {
            var action = after.State is TicketState.Closed ? "support.ticket.closed" : "support.ticket.target_missed";
            after = TicketStore.Replace(change, home, workspaceId, found, after);
            change.AuditSystem(workspaceId, Job, action, "ticket", id, TicketAudit.Of(before), TicketAudit.Of(after));
        }
        else
        {
            TicketStore.Quietly(change, home, workspaceId, found, after);
        }

        await change.CommitAsync(ct);
        SupportMetrics.Missed.Add(Misses(after) - Misses(before));
        return true;
    }

    private static int Misses(Ticket ticket) => (ticket.FirstAnswer.Missed ? 1 : 0) + (ticket.Resolution?.Missed == true ? 1 : 0);

    private static IEnumerable<(string What, string Text)> News(Ticket before, Ticket after)
    {
        if (Came(before.FirstAnswer, after.FirstAnswer) is { } first) yield return ($"First answer {first}", "Nobody has answered yet.");
        if (before.Resolution is { } old && after.Resolution is { } target && Came(old, target) is { } resolution) yield return ($"Solution {resolution}", "It is not solved yet.");
    }

    private static string? Came(Target before, Target after) => after.Missed && !before.Missed ? "overdue" : after.Warned && !before.Warned ? "due soon" : null;
}
