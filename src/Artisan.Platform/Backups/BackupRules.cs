using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Backups;

/// <summary>
/// How partitions are read so that what a backup holds of them fits together although they are written to meanwhile: first the rows that say how far the
/// others go, then of the others only what is within.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Applies">Whether a partition, by its key, is one of these.</param>
/// <param name="First">The rows that are read first.</param>
/// <param name="Within">From the rows that were read first: whether another row is within.</param>
public sealed record BackupCut(string Table, Predicate<string> Applies, IReadOnlyList<RowRange> First, Func<IReadOnlyList<TableEntity>, Predicate<TableEntity>> Within)
{
    /// <summary>The row that every change writes which touches several of the first rows: they are read again until it stayed the same meanwhile.</summary>
    public string? Anchor { get; init; }
}

/// <summary>
/// A table into which the outboxes of others write. It is backed up when those are done: what was handed over by then is in it, and what was not is held.
/// </summary>
/// <param name="Table">The table.</param>
public sealed record ReadLast(string Table);

/// <summary>Rows that no backup holds, because they must not come back: sessions, counters of the minute, the state of backups themselves.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">What the partition's key begins with.</param>
/// <param name="Row">What the row's key begins with; empty for all rows.</param>
public sealed record NotBackedUp(string Table, string Partition, string Row = "");

/// <summary>What an area does after the rows were restored, before any one workspace is looked at.</summary>
public interface IRestoreStart
{
    /// <summary>What the operator reads it as.</summary>
    string Name { get; }

    /// <summary>Makes lists anew from what they are lists of; says in words what it found. It may run again.</summary>
    Task<string> RunAsync(CancellationToken ct);
}

/// <summary>What an area does with a workspace after its rows were restored.</summary>
public interface IRestoreStep
{
    /// <summary>What the operator reads it as.</summary>
    string Name { get; }

    /// <summary>Puts the workspace's data right; says in words what it found. It may run again.</summary>
    Task<string> RunAsync(string workspaceId, CancellationToken ct);
}

/// <summary>How areas say what a backup has to know of their rows.</summary>
public static class BackupRegistration
{
    /// <summary>Registers how partitions of a table are read.</summary>
    public static IServiceCollection AddBackupCut(this IServiceCollection services, BackupCut cut) => services.AddSingleton(cut);

    /// <summary>Registers rows that must not come back.</summary>
    public static IServiceCollection AddNotBackedUp(this IServiceCollection services, string table, string partition, string row = "") => services.AddSingleton(new NotBackedUp(table, partition, row));

    /// <summary>Registers a table into which the outboxes of others write.</summary>
    public static IServiceCollection AddReadLast(this IServiceCollection services, string table) => services.AddSingleton(new ReadLast(table));

    /// <summary>Registers what an area does before the workspaces are looked at.</summary>
    public static IServiceCollection AddRestoreStart<TStart>(this IServiceCollection services) where TStart : class, IRestoreStart => services.AddSingleton<IRestoreStart, TStart>();

    /// <summary>Registers what an area does after a restore; steps run in the order of their registration.</summary>
    public static IServiceCollection AddRestoreStep<TStep>(this IServiceCollection services) where TStep : class, IRestoreStep => services.AddSingleton<IRestoreStep, TStep>();
}
