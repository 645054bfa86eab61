using Artisan.Platform.Storage;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Names the partitions of a workspace in which an area's changes leave messages, so that the nightly sweep finds what a lost bell left behind.
/// Every area that sends has one. It reads by key only and may name a partition that others name too.
/// </summary>
public interface IOutboxPartitions
{
    /// <summary>The partitions; those of people and parts of the workspace as well as its own.</summary>
    IAsyncEnumerable<Partition> ListAsync(string workspaceId, CancellationToken ct);
}
