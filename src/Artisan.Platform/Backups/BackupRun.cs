using System.Globalization;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Backups;

/// <summary>One table's part of a backup: the message that goes on with it.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Table">The table.</param>
public sealed record BackupPart(string Backup, string Table);

/// <summary>What a backup is about to hold; the row <c>{name}</c> of the partition <c>backups</c>.</summary>
internal sealed record BackupRun(TableEntity Row, string Name, BackupKind Kind, DateTimeOffset StartedAt, string? Previous, DateTimeOffset? Since, IReadOnlyList<string> Tables, IReadOnlyList<string> Last)
{
    /// <summary>The partition of the platform's table in which backups keep how far they are.</summary>
    public const string Partition = "backups";

    /// <summary>The row that names the newest finished backup, the full one that it goes back to (<c>base</c>), and the newest full one (<c>full</c>).</summary>
    public const string Newest = "newest";

    /// <summary>Whether the tables that are read last were begun.</summary>
    public bool IsLastBegun => Row.GetBoolean(LastBegun) ?? false;

    public bool IsFinished => Row.GetBoolean("finished") ?? false;

    public const string LastBegun = "lastBegun";

    public static string KeyOf(string name) => $"run|{name}";

    public static BackupRun From(TableEntity row) => new(
        row, row.RowKey["run|".Length..], Enum.Parse<BackupKind>(row.GetString("kind")!), row.GetDateTimeOffset("startedAt")!.Value, row.GetString("previous"), row.GetDateTimeOffset("since"),
        Names(row.GetString("tables")), Names(row.GetString("last")));

    public static TableEntity Begin(Partition partition, string name, BackupKind kind, DateTimeOffset startedAt, TableEntity? newest, IEnumerable<string> tables, IEnumerable<string> last)
    {
        var row = partition.Row(KeyOf(name));
        (row["kind"], row["startedAt"], row["tables"], row["last"], row["exp"]) = (kind.ToString(), startedAt, string.Join(',', tables), string.Join(',', last), startedAt.AddDays(60));
        row["base"] = name;
        if (newest is null) return row;
        // A full backup that took longer than an incremental one beside it is not the newest, and yet what comes has to go on from it.
        var (full, goesOn) = (newest.GetString("full"), newest.GetString("base") == newest.GetString("full"));
        row["base"] = full;
        (row["previous"], row["since"]) = goesOn ? (newest.GetString("name"), newest.GetDateTimeOffset("startedAt")) : (full, newest.GetDateTimeOffset("fullStartedAt"));
        return row;
    }

    /// <summary>Notes in the row of the newest backups that this one is finished; false where that changes nothing.</summary>
    public bool NoteIn(TableEntity newest)
    {
        var (isNewest, isNewestFull) = (IsLater("startedAt"), Kind == BackupKind.Full && IsLater("fullStartedAt"));
        if (isNewest) (newest["name"], newest["startedAt"], newest["base"]) = (Name, StartedAt, Row.GetString("base"));
        if (isNewestFull) (newest["full"], newest["fullStartedAt"]) = (Name, StartedAt);
        return isNewest || isNewestFull;

        bool IsLater(string property) => newest.GetDateTimeOffset(property) is not { } known || known < StartedAt;
    }

    private static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>Where a step ended: behind a partition, or behind a row of one that takes longer than a step.</summary>
internal sealed record BackupPlace(string Partition, string? Row);

/// <summary>How far one table's part has come; the row <c>part|{name}|{table}</c>.</summary>
/// <param name="Row">The row itself.</param>
/// <param name="After">Where the next step goes on; null at the beginning.</param>
/// <param name="Cut">The step that holds what was read first of a partition in the middle of which the next one goes on; else null.</param>
/// <param name="Steps">The steps that count, in order.</param>
/// <param name="Done">Whether the table is read to its end.</param>
internal sealed record BackupProgress(TableEntity Row, BackupPlace? After, string? Cut, IReadOnlyList<string> Steps, bool Done)
{
    public static string KeyOf(string name, string table) => $"part|{name}|{table}";

    public static BackupProgress From(TableEntity? row, Partition partition, BackupPart part) => row is null
        ? new BackupProgress(partition.Row(KeyOf(part.Backup, part.Table)), null, null, [], false)
        : new BackupProgress(row, row.GetString("after") is { } after ? new BackupPlace(after, row.GetString("afterRow")) : null, row.GetString("cut"), row.GetString("steps") is { Length: > 0 } steps ? steps.Split(',') : [], row.GetBoolean("done") ?? false);

    /// <summary>The next step's name; whoever does it at the same time has another one, so that neither overwrites the other's files.</summary>
    public string NextStep(string own) => string.Create(CultureInfo.InvariantCulture, $"{Steps.Count:D5}{own}");

    public TableEntity With(string step, BackupPlace? after, string? cut, DateTimeOffset expires)
    {
        (Row["steps"], Row["done"], Row["exp"]) = (string.Join(',', Steps.Append(step)), after is null, expires);
        (Row["after"], Row["afterRow"], Row["cut"]) = (after?.Partition, after?.Row, cut);
        return Row;
    }
}
