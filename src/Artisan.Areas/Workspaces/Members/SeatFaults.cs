using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Says that a workspace has no seat left.</summary>
internal static class SeatFaults
{
    /// <summary>402 with so many seats taken or held out.</summary>
    public static Fault Full(Team team, int used) => Faults.LimitReached(UsageMetrics.Seats, team.SeatLimit, used, null);
}
