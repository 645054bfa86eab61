using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Contracts;

/// <summary>
/// Meters what a workspace uses, for the areas in which it uses it. Every id counts once, however often it is said; a hard limit holds whoever asks at the same time.
/// </summary>
public interface IUsage
{
    /// <summary>Counts something that costs a known quantity: the fault is a 402 over a hard limit, and nothing was counted then.</summary>
    /// <param name="workspaceId">Whose usage it is.</param>
    /// <param name="id">Names the occasion: the same id counts once. Prefix it with the area.</param>
    /// <param name="metric">One of <see cref="UsageMetrics"/>.</param>
    /// <param name="quantity">How much, above 0.</param>
    /// <param name="ct">Gives up waiting.</param>
    Task<Fault?> TrackAsync(string workspaceId, string id, string metric, decimal quantity, CancellationToken ct);

    /// <summary>Sets a quantity aside before work whose cost is not known yet. It is given back by itself after <paramref name="hold"/> (15 minutes where null).</summary>
    Task<Outcome<UsageReservation>> ReserveAsync(string workspaceId, string id, string metric, decimal quantity, TimeSpan? hold, CancellationToken ct);

    /// <summary>Turns a reservation into usage of the real quantity.</summary>
    Task<Fault?> ConfirmAsync(string workspaceId, string reservationId, decimal quantity, CancellationToken ct);

    /// <summary>Gives a reservation back; doing it again changes nothing.</summary>
    Task<Fault?> ReleaseAsync(string workspaceId, string reservationId, CancellationToken ct);
}

/// <summary>A quantity that is set aside.</summary>
/// <param name="Id">Names it for confirm and release.</param>
/// <param name="ExpiresAt">When it is given back by itself.</param>
public sealed record UsageReservation(string Id, DateTimeOffset ExpiresAt);
