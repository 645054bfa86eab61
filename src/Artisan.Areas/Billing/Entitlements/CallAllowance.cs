using Artisan.Areas.Billing.Metering;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Entitlements;

/// <summary>What plans allow callers, from memory. What is not known, or old, is read in the background, so that no call waits for it.</summary>
internal sealed class CallAllowance(Entitlements entitlements, ApiCallMeter calls, ILogger<CallAllowance> log) : ICallAllowance
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte> _reading = new();

    public CallRates? RatesOf(string workspaceId)
    {
        if (workspaceId.Length == 0) return null;
        var (view, due) = entitlements.Remembered(workspaceId);
        if (due) ReadInBackground(workspaceId);
        return view is null ? null : new CallRates(view.RequestsPerMinute, view.EventsPerMinute);
    }

    public Fault? CountKeyCall(string workspaceId) => calls.Count(workspaceId);

    private void ReadInBackground(string workspaceId)
    {
        if (!_reading.TryAdd(workspaceId, 0)) return;
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => ReadAsync(workspaceId));
    }

    private async Task ReadAsync(string workspaceId)
    {
        try
        {
            await entitlements.GetAsync(workspaceId, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The next call asks again; until then the setting holds, which no plan is below.
            log.LogDebug(e, "The rates of a plan could not be read.");
        }
        finally
        {
            _reading.TryRemove(workspaceId, out _);
        }
    }
}
