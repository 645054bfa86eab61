using Artisan.Azure.Tables;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Backups;

/// <summary>
/// Backs up one table, some seconds a message: what was written is counted only once its files are there, so a message that comes twice or a process that
/// dies leaves nothing but files that no manifest names. Whoever finishes the last table writes the manifest.
/// </summary>
internal sealed class BackUpTable(TableServiceClient tables, Stores stores, TableReading reading, BackupFiles files, IIds ids, SystemClock clock, IOptions<BackupsOptions> options, ILogger<BackUpTable> log) : IQueueHandler<BackupPart>
{
    public const string Queue = "backup-part";

    private Partition State => stores.Platform(TableNames.Platform).Partition(BackupRun.Partition);

    public async Task HandleAsync(QueueMessage<BackupPart> message, CancellationToken ct)
    {
        var part = message.Body;
        if (await State.FindAsync(BackupRun.KeyOf(part.Backup), ct) is not { } row || BackupRun.From(row) is not { IsFinished: false } run) return;
        var progress = BackupProgress.From(await State.FindAsync(BackupProgress.KeyOf(part.Backup, part.Table), ct), State, part);
        if (!progress.Done && !await StepAsync(run, part, progress, ct)) return;
        await FinishAsync(run, ct);
    }

    /// <summary>One step; true where it was the table's last.</summary>
    private async Task<bool> StepAsync(BackupRun run, BackupPart part, BackupProgress progress, CancellationToken ct)
    {
        var step = progress.NextStep(ids.Ulid()[^8..]);
        await files.CreateAsync(ct);
        using var writer = new BackupWriter(files, part, step, options.Value.FileKiB * 1024);
        var (place, cut) = await CopyAsync(run, part, progress, writer, ct);
        await writer.FinishAsync(ct);
        if (cut is not null) await KeepAsync(part, step, cut, ct);
        var change = State.Change().Save(progress.With(step, place, cut is null ? null : step, run.StartedAt.AddDays(60)));
        if (place is not null) change.Send(Queue, part, BackupsJson.Default.BackupPart);
        try
        {
            await change.CommitAsync(ct);
            return place is null;
        }
        catch (WriteConflictException)
        {
            // The same message is handled elsewhere and got further.
            return false;
        }
    }

    /// <summary>Copies rows until the time is over; answers where that was (null at the table's end), and what was read first of a partition that is not done.</summary>
    private async Task<(BackupPlace? Place, IReadOnlyList<TableEntity>? Cut)> CopyAsync(BackupRun run, BackupPart part, BackupProgress progress, BackupWriter writer, CancellationToken ct)
    {
        // What a backup holds of a partition is best read in one go; one that takes longer is gone on with, before the host ends the message.
        var (between, within) = (clock.Now.AddSeconds(options.Value.StepSeconds), clock.Now.AddSeconds(Math.Min(2 * options.Value.StepSeconds, BackupsOptions.LongestStep)));
        var cut = progress.Cut is { } kept ? await files.EntitiesAsync(part.Backup, part.Table, CutOf(kept), ct) : null;
        ReadRow? last = null;
        await foreach (var each in reading.RowsAsync(tables.GetTableClient(part.Table), progress.After, cut, run.Since, ct))
        {
            if (last is { Row: var before } && each.Row.PartitionKey != before.PartitionKey && clock.Now > between) return (new BackupPlace(before.PartitionKey, null), null);
            if (last is { IsFirst: false } && each.Row.PartitionKey == last.Row.PartitionKey && clock.Now > within) return (new BackupPlace(last.Row.PartitionKey, last.Row.RowKey), each.Cut);
            last = each;
            await writer.AddAsync(each.Row, ct);
        }

        return default;
    }

    // The next step must hold the rest of the partition against what this one read first of it, not against what is there by then.
    private async Task KeepAsync(BackupPart part, string step, IReadOnlyList<TableEntity> cut, CancellationToken ct)
    {
        using var writer = new BackupWriter(files, part, CutOf(step), options.Value.FileKiB * 1024);
        foreach (var row in cut) await writer.AddAsync(row, ct);
        await writer.FinishAsync(ct);
    }

    private static string CutOf(string step) => step + "-cut";

    private async Task FinishAsync(BackupRun run, CancellationToken ct)
    {
        var steps = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (!await AreDoneAsync(run, run.Tables, steps, ct)) return;
        if (!run.IsLastBegun && run.Last.Count > 0)
        {
            await BeginLastAsync(run, ct);
            return;
        }

        if (!await AreDoneAsync(run, run.Last, steps, ct)) return;
        await files.WriteAsync(new BackupManifest(run.Name, run.Kind, run.StartedAt, run.Previous, steps), ct);
        var newest = await State.FindAsync(BackupRun.Newest, ct) ?? State.Row(BackupRun.Newest);
        run.Row["finished"] = true;
        var change = State.Change().Save(run.Row);
        if (run.NoteIn(newest)) change.Save(newest);
        try
        {
            await change.CommitAsync(ct);
            log.LogInformation("The backup {Backup} is finished.", run.Name);
        }
        catch (WriteConflictException)
        {
            // Whoever finished another table this moment wrote the same manifest; where another backup was finished, this message comes again.
            if (await State.FindAsync(BackupRun.KeyOf(run.Name), ct) is not { } row || !BackupRun.From(row).IsFinished) throw;
        }

        if (run.Kind == BackupKind.Full) await files.DeleteBeforeAsync(clock.Now.AddDays(-options.Value.KeepDays), ct);
    }

    private async Task<bool> AreDoneAsync(BackupRun run, IEnumerable<string> tables, SortedDictionary<string, IReadOnlyList<string>> steps, CancellationToken ct)
    {
        foreach (var table in tables)
        {
            var part = BackupProgress.From(await State.FindAsync(BackupProgress.KeyOf(run.Name, table), ct), State, new BackupPart(run.Name, table));
            if (!part.Done) return false;
            steps[table] = part.Steps;
        }

        return true;
    }

    private async Task BeginLastAsync(BackupRun run, CancellationToken ct)
    {
        run.Row[BackupRun.LastBegun] = true;
        var change = State.Change().Save(run.Row);
        foreach (var table in run.Last) change.Send(Queue, new BackupPart(run.Name, table), BackupsJson.Default.BackupPart);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Whoever finished another table this moment began them.
        }
    }
}
