using System.Security.Cryptography;
using Artisan.Azure.Tables;
using Artisan.Platform.Due;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Backups;

/// <summary>A backup that cannot be restored, or not here; the message is for the operator.</summary>
public sealed class RestoreRefusedException(string message) : Exception(message);

/// <summary>
/// Restores a backup into an empty account, before any app runs on it: the full backup, then the incremental ones up to the one that was named, then what areas
/// do to put each workspace right. What waited to be sent is held until somebody releases it. It may be called again after a crash and goes on: rows are written until
/// all of them are there, and never again over what was put right since; a restore that is finished is refused.
/// </summary>
public sealed class RestoreBackup(TableServiceClient tables, Stores stores, BackupFiles files, Registry registry, IEnumerable<IRestoreStart> starts, IEnumerable<IRestoreStep> steps)
{
    private const string Marker = "restore";
    private const string Phase = "phase";
    private const string Rows = "rows";
    private const string Steps = "steps";
    private const string Done = "done";

    private Partition State => stores.Platform(TableNames.Platform).Partition(BackupRun.Partition);

    /// <summary>Restores; tells in words what it does, and answers how many workspaces could not be put right. Called again, it tries these anew.</summary>
    /// <exception cref="RestoreRefusedException">The backup is not finished or broken, or the account is not empty.</exception>
    public async Task<int> RunAsync(string name, Action<string> say, CancellationToken ct)
    {
        var chain = await ChainAsync(name, ct);
        var marker = await TakeAccountAsync(name, ct);
        if (marker.GetString(Phase) == Rows)
        {
            await RowsAsync(chain, say, ct);
            await ReachAsync(marker, Steps, ct);
        }

        foreach (var start in starts) say($"{start.Name}: {await start.RunAsync(ct)}");
        var (count, failed) = (0, 0);
        await foreach (var workspace in WorkspacesAsync(ct))
        {
            count++;
            if (!await PutRightAsync(workspace, say, ct)) failed++;
        }

        if (failed == 0) await ReachAsync((await State.FindAsync(Marker, ct))!, Done, ct);
        say(failed == 0
            ? $"{count} workspaces are restored. Messages that waited to be sent are held: look at them, then release them."
            : $"{failed} of {count} workspaces FAILED, see above. Remove the cause and restore again, before any app runs.");
        return failed;
    }

    private async Task RowsAsync(IReadOnlyList<BackupManifest> chain, Action<string> say, CancellationToken ct)
    {
        foreach (var backup in chain)
        {
            say($"{backup.Name}: holds what was written until {backup.StartedAt:u}.");
            foreach (var (table, parts) in backup.Tables) say($"  {table}: {await TableAsync(backup.Name, table, parts, ct)} rows");
        }
    }

    // One workspace that cannot be put right must not keep the others from it.
    private async Task<bool> PutRightAsync(string workspace, Action<string> say, CancellationToken ct)
    {
        var done = true;
        foreach (var step in steps)
        {
            try
            {
                say($"{workspace} {step.Name}: {await step.RunAsync(workspace, ct)}");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                done = false;
                say($"{workspace} {step.Name}: FAILED: {e.Message}");
            }
        }

        return done;
    }

    private Task ReachAsync(TableEntity marker, string phase, CancellationToken ct)
    {
        marker[Phase] = phase;
        return State.Change().Save(marker).CommitAsync(ct);
    }

    /// <summary>The backups that make up the named one, the full one first.</summary>
    private async Task<IReadOnlyList<BackupManifest>> ChainAsync(string name, CancellationToken ct)
    {
        var chain = new List<BackupManifest>();
        for (string? next = name; next is not null;)
        {
            var manifest = await files.FindAsync(next, ct) ?? throw new RestoreRefusedException($"The backup {next} does not exist or was never finished.");
            chain.Insert(0, manifest);
            next = manifest.Kind == BackupKind.Full ? null : manifest.Previous ?? throw new RestoreRefusedException($"The backup {next} goes on from none.");
        }

        return chain;
    }

    private async Task<TableEntity> TakeAccountAsync(string name, CancellationToken ct)
    {
        if (await State.FindAsync(Marker, ct) is { } begun)
        {
            if (begun.GetString(Phase) == Done) throw new RestoreRefusedException($"The restore of {begun.GetString("name")} into this account is finished. A restore never overwrites; take an empty account.");
            if (begun.GetString("name") != name) throw new RestoreRefusedException($"The restore of {begun.GetString("name")} was begun in this account; go on with it, or take an empty one.");
            return begun;
        }

        await foreach (var table in tables.QueryAsync(ct))
        {
            if (StartBackup.IsTheHosts(table.Name)) continue;
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync(null, 1, cancellationToken: ct))
            {
                throw new RestoreRefusedException($"The account is not empty: its table {table.Name} has rows. A restore never overwrites; take an empty account.");
            }
        }

        await State.Change().Insert(new TableEntity(State.Row(Marker)) { ["name"] = name, [Phase] = Rows }).CommitAsync(ct);
        return (await State.FindAsync(Marker, ct))!;
    }

    private async Task<long> TableAsync(string backup, string name, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var (table, rows) = (tables.GetTableClient(name), 0L);
        await table.CreateIfNotExistsAsync(ct);
        foreach (var part in parts)
        {
            foreach (var file in (await files.StepAsync(backup, name, part, ct)).Files)
            {
                var content = await files.RowsAsync(backup, name, file.Name, ct);
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256) throw new RestoreRefusedException($"The file {backup}/{name}/{file.Name} is not the one that was written.");
                rows += await FileAsync(table, content, ct);
            }
        }

        return rows;
    }

    private static async Task<long> FileAsync(TableClient table, byte[] content, CancellationToken ct)
    {
        var (batch, rows) = (new RestoreBatch(table), 0L);
        await foreach (var (row, characters) in BackupFiles.ReadAsync(content, ct))
        {
            await batch.AddAsync(OutboxRow.Held(row), characters, ct);
            rows++;
        }

        await batch.FlushAsync(ct);
        return rows;
    }

    private async IAsyncEnumerable<string> WorkspacesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var shard = 0; shard < Registry.Shards; shard++)
        {
            string? after = null;
            do
            {
                var page = await registry.ReadAsync(shard, after, 1000, ct);
                foreach (var row in page.Rows) yield return row.RowKey;
                after = page.Next;
            }
            while (after is not null);
        }
    }
}

/// <summary>Rows of one partition on their way into a table, a transaction at a time.</summary>
internal sealed class RestoreBatch(TableClient table)
{
    private const int MostRows = 100;
    private const int MostCharacters = 1_500_000;

    private readonly List<TableEntity> _rows = new(MostRows);
    private int _characters;

    public async Task AddAsync(TableEntity row, int characters, CancellationToken ct)
    {
        if (_rows.Count > 0 && (_rows[0].PartitionKey != row.PartitionKey || _rows.Count == MostRows || _characters + characters > MostCharacters)) await FlushAsync(ct);
        _rows.Add(row);
        _characters += characters;
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (_rows.Count > 0) await table.SubmitTransactionAsync(_rows.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), ct);
        _rows.Clear();
        _characters = 0;
    }
}
