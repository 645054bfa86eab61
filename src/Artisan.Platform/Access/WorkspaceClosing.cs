using System.Collections.Concurrent;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Access;

/// <summary>
/// Whether a workspace was closed, as its own row says: its API keys then open nothing. Members need no such look, their gates are told before the answer
/// that closes it; a key has no gate, and learns of it within 30 seconds.
/// </summary>
public sealed class WorkspaceClosing(Stores stores, SystemClock clock)
{
    /// <summary>The property of <c>ws|{id} / workspace</c> that holds since when it is closed; absent or null while it is open.</summary>
    public const string Property = "deletedAt";

    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, bool Closed)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether it is closed, or no more there; at most 30 seconds old.</summary>
    public async ValueTask<bool> IsClosedAsync(string workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        if (_known.TryGetValue(workspaceId, out var known) && known.Until > now) return known.Closed;
        var row = await stores.Workspace(TableNames.Identity, workspaceId).Root.FindAsync("workspace", ct);
        if (_known.Count >= MostKept) _known.Clear();
        var closed = row is null || row.GetDateTimeOffset(Property) is not null;
        _known[workspaceId] = (now + Kept, closed);
        return closed;
    }
}
