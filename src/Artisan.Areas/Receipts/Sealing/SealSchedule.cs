using System.Collections.Concurrent;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>
/// Seals a log shortly after it was appended to, once for all that came meanwhile. What fails here is left to the request that rode in the
/// append's transaction.
/// </summary>
internal sealed class SealSchedule(SealLog seal, SystemClock clock, IOptions<ReceiptsOptions> options, ILogger<SealSchedule> log)
{
    private readonly ConcurrentDictionary<string, Task> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _all = new();

    /// <summary>The log was appended to.</summary>
    public void Touch(string workspaceId)
    {
        // Whoever still waits will seal these leaves as well; one that has begun is no longer listed.
        var task = _waiting.GetOrAdd(workspaceId, id =>
        {
            using (ExecutionContext.SuppressFlow()) return Task.Run(() => SealAsync(id));
        });
        if (_all.TryAdd(task, 0)) _ = task.ContinueWith(done => _all.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is scheduled any more.</summary>
    public async Task SettleAsync()
    {
        while (!_all.IsEmpty) await Task.WhenAll(_all.Keys);
    }

    private async Task SealAsync(string workspaceId)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(options.Value.SealAfterMilliseconds), clock.Provider);
        _waiting.TryRemove(workspaceId, out _);
        await SealQuietlyAsync(workspaceId);
    }

    private async Task SealQuietlyAsync(string workspaceId)
    {
        try
        {
            await seal.RunAsync(workspaceId, anew: false, CancellationToken.None);
        }
        catch (LogHaltedException)
        {
            // Said loudly where it was found.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The receipt log of {Workspace} could not be sealed; it is tried again.", workspaceId);
        }
    }
}
