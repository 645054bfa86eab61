using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Activity;

/// <summary>Something that happened in the workspace.</summary>
/// <param name="Id">Names it.</param>
/// <param name="At">When.</param>
/// <param name="Action">The action as the audit trail calls it; never changes its meaning.</param>
/// <param name="Actor">What the one who did it is called.</param>
/// <param name="ActorId">His id; null where it was no member.</param>
/// <param name="Text">The whole in a sentence.</param>
public sealed record ActivityItem(string Id, DateTimeOffset At, string Action, string Actor, string? ActorId, string Text);

/// <summary>
/// What happened in the workspace, the newest first, in words: the part of the audit trail that members may see, without addresses. A page may hold
/// fewer items than asked for while more follow, because what is not shown is skipped after it is read.
/// </summary>
internal sealed class ListActivity(AuditChain audit, IMembers members, ActivityText text)
{
    // Pages in which nothing is shown are passed over, but not without end.
    private const int MostReads = 2;

    public async Task<Outcome<Page<ActivityItem>>> RunAsync(string id, Paging paging, Caller caller, CancellationToken ct)
    {
        if (id != caller.WorkspaceId) return Faults.NotFound;
        var names = members.NamesAsync(id, ct);
        var after = paging.After;
        for (var reads = 1; ; reads++)
        {
            var page = await audit.ReadAsync(AuditScope.Workspace(id), paging.Limit, after, ct);
            var shown = page.Entries.Where(e => text.Shows(e.Entry)).ToList();
            after = page.Next;
            if (shown.Count == 0 && after is not null && reads < MostReads) continue;
            var known = await names;
            return Outcome.Page(new Page<ActivityItem>([.. shown.Select(r => Item(r, known))], paging.Cursor(after)));
        }
    }

    private ActivityItem Item(AuditRecord record, IReadOnlyDictionary<string, string> names)
    {
        var entry = record.Entry;
        return new ActivityItem(record.Id, entry.At, entry.Action, ActivityText.Actor(entry, names), entry.Actor.Type == "user" ? entry.Actor.Id : null, text.Sentence(entry, names));
    }
}
