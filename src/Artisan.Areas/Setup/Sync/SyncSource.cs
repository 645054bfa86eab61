using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Setup.Sync;

/// <summary>
/// Reads one page of a source into the workspace's data points, then asks for the next one: at once while there is more, else in an hour. The points are
/// put by their ids before the cursor moves, so a page that is read twice changes nothing; a message that the row does not wait for does nothing. A source
/// that asks for patience gets it; one that nobody may read any more waits for somebody to act.
/// </summary>
internal sealed class SyncSource(SetupRows rows, CredentialStore credentials, SourceKinds kinds, IValueData data, BusinessClock clock) : IQueueHandler<DueWork>
{
    /// <summary>The kind in the due index, and the queue function.</summary>
    public const string Queue = "integration-sync";

    private const string Id = "sync";

    // With the waits in between that is about an hour and a half.
    private const int FailuresToTell = 5;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    public async Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var home = rows.Home(message.Body.Owner);
        var stored = await SetupRows.ReadAsync(home, ct);
        if (stored.Sync is not { } sync || sync.Due != message.Body.Due || sync.Status is SyncState.Stopped || sync.Basis != BasisOf(stored.Snapshot)) return;
        var after = await ReadAsync(home, message.Body.Owner, stored.Snapshot.Settings, sync, ct);
        try
        {
            var change = Next(home.Change().Replace(SetupRows.Into(home, stored, SetupKeys.Sync, after, SetupDocs.Default.SyncState)), message.Body.Owner, after, clock.Now);
            await Tell(change, message.Body.Owner, sync, after).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice, or a step that was checked anew meanwhile: whoever was first goes on.
        }
    }

    /// <summary>Adds to a change that reading begins, or goes on where it is when the same records are read as before.</summary>
    public static void Start(Change change, Partition home, string workspaceId, StoredSetup stored, SetupSnapshot after, DateTimeOffset now)
    {
        var settings = after.Settings;
        var (query, before) = (QueryOf(settings), stored.Sync);
        var sync = new SyncState(BasisOf(after), settings.DataSource!.Source, now, SyncState.Running);
        if (before?.Query == query) sync = sync with { Query = query, Cursor = before.Cursor, Records = before.Records, Skipped = before.Skipped, Stored = before.Stored, SyncedAt = before.SyncedAt };
        sync = sync with { Query = query };
        Next(change.Save(SetupRows.Into(home, stored, SetupKeys.Sync, sync, SetupDocs.Default.SyncState)), workspaceId, sync, now);
        if (before?.Problem is not null) change.ClearAlert(workspaceId, AlertOf(before.Source));
    }

    /// <summary>
    /// A change after which a source that is idle is read now, or a minute after the last reading began to be all: however often it is asked for. Null where that is no sooner than it
    /// would be anyway, or where something keeps it from being read.
    /// </summary>
    public static Change? Sooner(Partition home, string workspaceId, StoredSetup stored, DateTimeOffset now)
    {
        if (stored.Sync is not { Status: SyncState.Idle } sync || sync.Basis != BasisOf(stored.Snapshot)) return null;
        var soon = sync.SyncedAt + AtMostEvery is { } next && next > now ? next : now;
        if (sync.Due <= soon) return null;
        var sooner = sync with { Due = soon };
        return Next(home.Change().Replace(SetupRows.Into(home, stored, SetupKeys.Sync, sooner, SetupDocs.Default.SyncState)), workspaceId, sooner, now);
    }

    /// <summary>The revisions of the steps that reading goes by.</summary>
    public static string BasisOf(SetupSnapshot snapshot) => snapshot.BasisOf(SetupSteps.Baseline);

    private async Task<SyncState> ReadAsync(Partition home, string workspaceId, SetupSettings settings, SyncState sync, CancellationToken ct)
    {
        var now = clock.Now;
        try
        {
            var source = kinds.Pulled(settings.ApiIntegration!.Kind)!;
            var page = await source.ReadAsync(await credentials.OpenAsync(home, ct), new SourceQuery(settings.DataSource!.Object!, settings.DataSource.Fields ?? []), sync.Cursor, ct);
            var mapped = page.Records.Select(r => FieldMapping.Of(r, settings.MetricsConfig!)).ToList();
            var points = mapped.Where(m => m.Point is not null).Select(m => m.Point!).Concat(await WithdrawnAsync(workspaceId, sync.Source, page.Records, mapped, settings.MetricsConfig!, ct));
            var put = await data.PutAsync(workspaceId, sync.Source, [.. points], ct);
            return sync with
            {
                Cursor = page.Cursor,
                Due = page.HasMore ? After(sync.Due, now) : now + Every,
                Status = page.HasMore ? SyncState.Running : SyncState.Idle,
                SyncedAt = page.HasMore ? sync.SyncedAt : now,
                Records = sync.Records + page.Records.Count,
                Skipped = sync.Skipped + mapped.Count(m => m.Point is null) + put.Refused,
                Stored = sync.Stored + put.Stored,
                LastSkip = put.Reason ?? mapped.LastOrDefault(m => m.Point is null)?.Skipped ?? sync.LastSkip,
                Problem = null,
                Failures = 0,
            };
        }
        catch (SourceException e)
        {
            var goesOn = e.Failure.Passes();
            var wait = e.RetryAfter ?? TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(sync.Failures, 10), LongestWait.Ticks));
            return sync with { Status = goesOn ? SyncState.Waiting : SyncState.Stopped, Due = After(sync.Due, now + wait), Problem = SourceProblems.Of(e), Failures = sync.Failures + 1 };
        }
    }

    // A record that counted once and does not any more is worth nothing from now on.
    private async Task<IEnumerable<DataPoint>> WithdrawnAsync(
        string workspaceId, string source, IReadOnlyList<SourceRecord> records, List<MappedRecord> mapped, MetricsConfigSettings settings, CancellationToken ct)
    {
        var without = records.Zip(mapped).Where(r => r.Second.Point is null).Select(r => r.First).ToList();
        var held = without.Count == 0 ? null : await data.HeldAsync(workspaceId, source, [.. without.Select(r => r.Id)], ct);
        var nothing = settings.Fields.Select(f => f.To).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToDictionary(f => f, _ => 0m);
        return held is null ? [] : without.Where(r => held.Contains(r.Id)).Select(r => new DataPoint(r.Id, r.Time, nothing));
    }

    // Asking for patience is usual; a source that nobody may read any more, or that fails time and again, is to be told.
    private static Change Tell(Change change, string workspaceId, SyncState before, SyncState after)
    {
        if (after.Problem is null) return before.Problem is null ? change : change.ClearAlert(workspaceId, AlertOf(after.Source));
        if (after.Status is not SyncState.Stopped && after.Failures != FailuresToTell) return change;
        return change.RaiseAlert(new AlertRaise(
            workspaceId, AlertOf(after.Source), AlertKinds.SourceFailing, AlertSeverity.Warning, $"The source {after.Source} cannot be read", after.Problem.Message, new AlertSubject(Source: after.Source)));
    }

    private static string AlertOf(string source) => $"source:{source}";

    private static Change Next(Change change, string workspaceId, SyncState sync, DateTimeOffset now) => sync.Status switch
    {
        SyncState.Stopped => change,
        _ when sync.Due <= now || sync.Status is SyncState.Running => change.Send(Queue, Waiting(workspaceId, sync), DueWork.JsonType),
        _ => change.Schedule(Queue, workspaceId, Id, sync.Due),
    };

    /// <summary>What reading waits for.</summary>
    public static DueWork Waiting(string workspaceId, SyncState sync) => new(Queue, workspaceId, Id, sync.Due);

    // Each page has an instant of its own, so that the message of the page before is not taken for it.
    private static DateTimeOffset After(DateTimeOffset due, DateTimeOffset wanted) => wanted > due ? wanted : due.AddTicks(1);

    // A cursor is of these; other credentials of the same source may be of another account.
    private static string QueryOf(SetupSettings settings)
    {
        var text = new StringBuilder(settings.ApiIntegration!.Kind);
        // What it sends on its own is verified with a secret that has nothing to do with what is read.
        foreach (var (name, value) in (settings.ApiIntegration.Credentials ?? new Dictionary<string, string>()).Where(c => c.Key != SourceCredential.WebhookSecret).OrderBy(c => c.Key, StringComparer.Ordinal)) text.Append('\n').Append(name).Append('=').Append(value);
        text.Append('\n').Append(settings.DataSource!.Source).Append('\n').Append(settings.DataSource.Object).Append('\n').AppendJoin(',', settings.DataSource.Fields ?? []);
        var metrics = settings.MetricsConfig!;
        text.Append('\n').Append(metrics.TimeField).Append('\n').AppendJoin(',', metrics.Fields.Select(f => $"{f.From}>{f.To}")).Append('\n').AppendJoin(',', (metrics.Where ?? []).Select(w => $"{w.Field}={w.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
