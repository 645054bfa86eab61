using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Contracts;

/// <summary>What a workspace's plan allows: the one check of every area. Where it cannot be found out, the call fails; it never lets through.</summary>
public interface IEntitlements
{
    /// <summary>Null where the plan has the feature (<see cref="PlanFeatures"/>), else the 402 that names the smallest plan with it. At most 30 seconds old.</summary>
    ValueTask<Fault?> RequireAsync(string workspaceId, string feature, CancellationToken ct);

    /// <summary>What the plan gives as a whole, at most 30 seconds old: for showing, never for deciding whether something still fits.</summary>
    ValueTask<EntitlementsView> GetAsync(string workspaceId, CancellationToken ct);

    /// <summary>The limit of a gauge or counter as it is now, read from storage; null is unlimited.</summary>
    Task<long?> LimitAsync(string workspaceId, string metric, CancellationToken ct);

    /// <summary>The 402 of a gauge that has no room: the metric, its limit, what is there, and the plan that would fit one more.</summary>
    Fault Reached(string metric, long limit, long used);

    /// <summary>Forgets what this instance knows of a workspace whose subscription has just changed; others follow within 30 seconds.</summary>
    void Forget(string workspaceId);
}

/// <summary>What a plan gives.</summary>
/// <param name="Plan">The plan's id.</param>
/// <param name="Features">Its features.</param>
/// <param name="Limits">Its limits by metric; null is unlimited.</param>
/// <param name="RequestsPerMinute">API calls per minute and caller.</param>
/// <param name="EventsPerMinute">Ingested events per minute and caller.</param>
/// <param name="RawEventDays">How long raw events are kept.</param>
/// <param name="Support">How fast support answers.</param>
public sealed record EntitlementsView(
    string Plan, IReadOnlyList<string> Features, IReadOnlyDictionary<string, long?> Limits, int RequestsPerMinute, int EventsPerMinute, int RawEventDays, SupportTerms Support);
