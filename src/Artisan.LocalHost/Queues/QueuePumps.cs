namespace Artisan.LocalHost.Queues;

/// <summary>All queues of the app together.</summary>
internal sealed class QueuePumps(IReadOnlyList<QueuePump> pumps) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public IEnumerable<Task> RunAsync(CancellationToken ct) => pumps.Select(pump => pump.RunAsync(ct));

    /// <summary>Runs until no queue has a visible message and nothing is in flight; false when that did not come about within two minutes.</summary>
    public async Task<bool> DrainAsync(TimeProvider clock, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            // The messages run under the host's own token: the patience of this call must not cancel them.
            while (await RoundAsync(ct, limit.Token)) { }
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var pump in pumps) pump.Dispose();
    }

    private async Task<bool> RoundAsync(CancellationToken host, CancellationToken limit)
    {
        var before = pumps.Sum(pump => pump.Received);
        await Task.WhenAll(pumps.Select(pump => pump.PollAsync(host))).WaitAsync(limit);
        foreach (var pump in pumps) await pump.IdleAsync(limit);
        return pumps.Sum(pump => pump.Received) != before;
    }
}
