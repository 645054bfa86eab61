using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Says that a workspace has no seat left.</summary>
internal static class SeatFaults
{
    /// <summary>402 with so many seats taken or held out.</summary>
    public static Fault Full(IEntitlements plans, Team team, int used) => plans.Reached(UsageMetrics.Seats, team.SeatLimit, used);
}
