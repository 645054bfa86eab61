using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>How far an export has come.</summary>
internal enum ExportState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>An export of a workspace.</summary>
internal sealed record ExportJob(string Id, ExportState State, int Step, int Steps, int Attempts, long Bytes, DateTimeOffset CreatedAt, DateTimeOffset EndsAt)
{
    /// <summary>How long the file can be downloaded.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>One that is at work no longer after this is given up for lost.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Whether another one need not be begun.</summary>
    public bool IsAtWork(DateTimeOffset now) => State is ExportState.Waiting or ExportState.Running && now - CreatedAt < Longest;

    /// <summary>The state's name on the wire.</summary>
    public static string Name(ExportState state) => state switch
    {
        ExportState.Waiting => "waiting",
        ExportState.Running => "running",
        ExportState.Done => "done",
        ExportState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public TableEntity Into(TableEntity row)
    {
        (row["state"], row["step"], row["steps"], row["attempts"], row["bytes"]) = (State.ToString(), Step, Steps, Attempts, Bytes);
        (row["createdAt"], row[Partition.Expiry]) = (CreatedAt, EndsAt);
        return row;
    }

    public static ExportJob From(TableEntity row) => new(
        ExportKeys.IdOf(row.RowKey), Enum.Parse<ExportState>(row.GetString("state")!), row.GetInt32("step")!.Value, row.GetInt32("steps")!.Value, row.GetInt32("attempts")!.Value,
        row.GetInt64("bytes")!.Value, row.GetDateTimeOffset("createdAt")!.Value, row.GetDateTimeOffset(Partition.Expiry)!.Value);
}
