using System.Runtime.CompilerServices;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Audit.Operations;

/// <summary>
/// Reads the workspace's audit trail, the newest first. A page costs the same however long the trail is; a filter passes over at most some thousand entries, and the next page goes on behind them.
/// A file of all of it is streamed, and recorded before its first byte.
/// </summary>
internal sealed class ReadAudit(AuditChain audit, AuditVerifier verifier, IMembers members, IApiKeys apiKeys, IMassExports taken, SystemClock clock)
{
    private const int MostAtOnce = 1_000;
    private const int MostReads = 3;

    public async Task<IResult> RunAsync(AuditQuery query, Paging paging, Caller caller, CancellationToken ct)
    {
        if (query.Refuses() is { } fault) return (Outcome<AuditPageResponse>)fault;
        return query.Format is "csv" or "jsonl" ? await FileAsync(query, caller, ct) : await PageAsync(query, paging, caller, ct);
    }

    private async Task<Outcome<AuditPageResponse>> PageAsync(AuditQuery query, Paging paging, Caller caller, CancellationToken ct)
    {
        var scope = AuditScope.Workspace(caller.WorkspaceId);
        var (state, names) = (verifier.LastAsync(scope, ct), members.NamesAsync(caller.WorkspaceId, ct));
        var (found, after) = (new List<AuditRecord>(), paging.After);
        for (var reads = 1; ; reads++)
        {
            var page = await audit.ReadAsync(scope, query.Span, query.Narrows ? MostAtOnce : paging.Limit, after, ct);
            var more = false;
            foreach (var record in page.Entries)
            {
                if (found.Count == paging.Limit)
                {
                    more = true;
                    break;
                }

                after = AuditChain.PlaceOf(record);
                if (query.Takes(record.Entry)) found.Add(record);
            }

            if (more || page.Next is null || found.Count == paging.Limit || reads == MostReads)
            {
                var next = paging.Cursor(more || page.Next is not null ? after : null);
                var known = found.Any(NamesKey) ? WithKeys(await names, await apiKeys.NamesAsync(caller.WorkspaceId, ct)) : await names;
                return Outcome.Paged(new AuditPageResponse([.. found.Select(r => AuditItem.Of(r, known))], next, AuditCheck.Of(await state)), next);
            }
        }
    }

    private async Task<IResult> FileAsync(AuditQuery query, Caller caller, CancellationToken ct)
    {
        await taken.RecordAsync(caller, "audit.exported", "workspace", caller.WorkspaceId, ct);
        var names = WithKeys(await members.NamesAsync(caller.WorkspaceId, ct), await apiKeys.NamesAsync(caller.WorkspaceId, ct));
        // What is written meanwhile, this very download among it, would come before what was read already.
        var span = query.Span with { To = query.To ?? clock.Now };
        var name = $"{caller.WorkspaceId}.audit.{query.Format}";
        return query.Format is "csv"
            ? Results.Stream(file => AuditFile.WriteCsvAsync(file, RecordsAsync(query, span, caller, ct), names, ct), "text/csv; charset=utf-8", name)
            : Results.Stream(file => AuditFile.WriteLinesAsync(file, RecordsAsync(query, span, caller, ct), ct), "application/jsonl; charset=utf-8", name);
    }

    // Most pages are about people alone: the keys are read for those that are not.
    private static bool NamesKey(AuditRecord record) => record.Entry.Actor.Type is "key" || record.Entry.Target.Type is "api-key";

    private static Dictionary<string, string> WithKeys(IReadOnlyDictionary<string, string> people, IReadOnlyDictionary<string, string> keys) => people.Concat(keys).ToDictionary(StringComparer.Ordinal);

    private async IAsyncEnumerable<AuditRecord> RecordsAsync(AuditQuery query, AuditSpan span, Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in audit.StreamAsync(AuditScope.Workspace(caller.WorkspaceId), span, ct))
        {
            if (query.Takes(record.Entry)) yield return record;
        }
    }
}
