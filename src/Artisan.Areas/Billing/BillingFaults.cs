using Artisan.Platform.Http;

namespace Artisan.Areas.Billing;

/// <summary>The refusals of the area, beside those of a reached limit and a missing feature, which every area may answer with.</summary>
public static class BillingFaults
{
    public static readonly Fault EventConflict = new("billing.event_conflict", 409, "An event with this id was recorded with other contents; give a different event its own id.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [EventConflict];
}
