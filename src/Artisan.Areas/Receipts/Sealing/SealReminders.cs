using System.Collections.Concurrent;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>
/// Puts a request to seal into the transaction of an append, to arrive a while later. While one that this process sent is still well ahead,
/// the next appends need none: it will cover them too.
/// </summary>
internal sealed class SealReminders(SystemClock clock, IOptions<ReceiptsOptions> options)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _arrives = new(StringComparer.Ordinal);

    private TimeSpan Delay => TimeSpan.FromSeconds(options.Value.SealAnywaySeconds);

    public bool IsDue(string workspaceId) => !_arrives.TryGetValue(workspaceId, out var arrives) || arrives - clock.Now < Delay / 2;

    public void Remind(Change change, string workspaceId, int epoch) =>
        change.Send(SealRequests.Queue, new SealRequested(workspaceId, epoch), ReceiptsJson.Default.SealRequested, Delay);

    /// <summary>The request was committed.</summary>
    public void Reminded(string workspaceId)
    {
        if (_arrives.Count > 10_000) _arrives.Clear();
        _arrives[workspaceId] = clock.Now + Delay;
    }
}
