using Artisan.Platform.Messaging;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Platform.Storage;

/// <summary>The only way to a table: a store of one workspace, of one user, or of the platform.</summary>
public sealed class Stores(TableServiceClient tables, SystemClock clock, Outbox outbox)
{
    /// <summary>Opens an area's table for one workspace; every partition it gives belongs to that workspace.</summary>
    /// <exception cref="ArgumentException">The text is not a workspace id.</exception>
    public WorkspaceStore Workspace(string table, string workspaceId) => UlidIds.IsId(workspaceId, "ws")
        ? new WorkspaceStore(workspaceId, key => Open(table, key))
        : throw new ArgumentException("Not a workspace id.", nameof(workspaceId));

    /// <summary>The names of a workspace's partitions in a table, behind its id; one short query each.</summary>
    public IAsyncEnumerable<string> PartitionsAsync(string table, string workspaceId, CancellationToken ct) => UlidIds.IsId(workspaceId, "ws")
        ? Erasure.PartitionSweep.NamesAsync(tables.GetTableClient(table), workspaceId, ct)
        : throw new ArgumentException("Not a workspace id.", nameof(workspaceId));

    /// <summary>Opens one user's rows.</summary>
    /// <exception cref="ArgumentException">The text is not a user id.</exception>
    public UserStore User(string userId) => UlidIds.IsId(userId, "usr")
        ? new UserStore(Open(TableNames.Identity, $"user|{userId}"))
        : throw new ArgumentException("Not a user id.", nameof(userId));

    /// <summary>Opens rows that belong to no workspace and no user: directories, registries, boards, the portal.</summary>
    public PlatformStore Platform(string table) => new(key => Open(table, key));

    // For the outbox, which meets partitions by the address in a bell.
    internal Partition Open(string table, string key) => new(tables.GetTableClient(table), key, clock, outbox);
}

/// <summary>One workspace's rows in one area's table.</summary>
public sealed class WorkspaceStore(string workspaceId, Func<string, Partition> open)
{
    /// <summary>The workspace this store was opened for.</summary>
    public string WorkspaceId => workspaceId;

    /// <summary>The partition <c>ws|{workspace}</c>.</summary>
    public Partition Root => open($"ws|{workspaceId}");

    /// <summary>The partition <c>{workspace}|{name}</c>.</summary>
    public Partition Partition(string name) => open($"{workspaceId}|{name}");
}

/// <summary>One user's rows.</summary>
public sealed class UserStore(Partition root)
{
    /// <summary>The partition <c>user|{id}</c>.</summary>
    public Partition Root => root;
}

/// <summary>Rows that belong to no workspace and no user.</summary>
public sealed class PlatformStore(Func<string, Partition> open)
{
    /// <summary>The partition <c>{name}</c>; a workspace's or user's partition cannot be opened by this way.</summary>
    /// <exception cref="ArgumentException">The name is a workspace's or a user's partition.</exception>
    public Partition Partition(string name) =>
        name.StartsWith("ws_", StringComparison.Ordinal) || name.StartsWith("ws|", StringComparison.Ordinal) || name.StartsWith("user|", StringComparison.Ordinal)
            ? throw new ArgumentException("A workspace's or user's partition is reached through its own store.", nameof(name))
            : open(name);
}
