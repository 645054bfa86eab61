using System.Diagnostics;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>A message that waits in its partition until it is handed over.</summary>
/// <param name="Id">A ULID: the same at every delivery, so that a receiver can recognise a repeated one.</param>
/// <param name="To">The queue, or the sink, it goes to.</param>
/// <param name="Body">JSON.</param>
/// <param name="Delay">How long the queue keeps it invisible.</param>
/// <param name="TraceParent">The W3C trace context of what caused it.</param>
public sealed record OutboxMessage(string Id, string To, string Body, TimeSpan Delay, string? TraceParent);

internal static class OutboxRow
{
    public const string Prefix = "out|";
    public const string DeadPrefix = "dead|";
    public const string HeldPrefix = "held|";
    public const string Attempts = "attempts";
    public const string Releases = "releases";

    public static TableEntity Create(Partition partition, string id, string to, string body, TimeSpan delay)
    {
        var row = partition.Row(Prefix + id);
        row["to"] = to;
        row["body"] = body;
        row["delay"] = (long)delay.TotalSeconds;
        row[Attempts] = 0;
        if (Activity.Current?.Id is { } trace) row["trace"] = trace;
        return row;
    }

    /// <summary>The row as a restore brings it back: a message that waited is held, because it may have been sent meanwhile.</summary>
    public static TableEntity Held(TableEntity row)
    {
        if (row.RowKey.StartsWith(Prefix, StringComparison.Ordinal)) row.RowKey = HeldPrefix + row.RowKey[Prefix.Length..];
        return row;
    }

    /// <summary>Copies the message from one row to another, but for how it fared.</summary>
    public static void Copy(TableEntity from, TableEntity to)
    {
        foreach (var name in new[] { "to", "body", "delay", "trace" }) to[name] = from[name];
    }

    public static OutboxMessage Read(TableEntity row) => new(
        row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
        row.GetString("to")!, row.GetString("body")!,
        TimeSpan.FromSeconds(row.GetInt64("delay") ?? 0), row.GetString("trace"));
}
