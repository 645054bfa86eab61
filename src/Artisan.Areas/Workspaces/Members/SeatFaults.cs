using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>Says that a workspace has no seat left, and which plan has one more.</summary>
internal sealed class SeatFaults
{
    /// <summary>402 with so many seats taken or held out.</summary>
    public Task<Fault> FullAsync(Team team, int used, CancellationToken ct) => Task.FromResult(Faults.LimitReached(UsageMetrics.Seats, team.SeatLimit, used, null));
}
