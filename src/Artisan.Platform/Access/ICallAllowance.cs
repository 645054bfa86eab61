using Artisan.Platform.Http;

namespace Artisan.Platform.Access;

/// <summary>How often the callers of a workspace may call.</summary>
/// <param name="CallsPerMinute">Calls per caller.</param>
/// <param name="EventsPerMinute">Ingested events per caller.</param>
public sealed record CallRates(int CallsPerMinute, int EventsPerMinute);

/// <summary>What a workspace's plan allows its callers. Asked at every call, so neither question waits for anything: both are answered from memory.</summary>
public interface ICallAllowance
{
    /// <summary>The plan's rates; null where this instance does not know them yet.</summary>
    CallRates? RatesOf(string workspaceId);

    /// <summary>Counts a call made with an API key; the fault says that the plan has none left.</summary>
    Fault? CountKeyCall(string workspaceId);
}
