namespace Artisan.Areas.Billing.Contracts;

/// <summary>
/// A number of things that exist now and that plans limit. The area that keeps the things implements it: the number and its limit live beside them and change in
/// their transaction, so that the limit holds.
/// </summary>
public interface IGauge
{
    /// <summary>One of <see cref="UsageMetrics"/>.</summary>
    string Metric { get; }

    /// <summary>How many there are now.</summary>
    Task<long> ReadAsync(string workspaceId, CancellationToken ct);

    /// <summary>How many more are promised and take up room: seats that people are invited to.</summary>
    Task<long> ReadPromisedAsync(string workspaceId, CancellationToken ct) => Task.FromResult(0L);

    /// <summary>Takes over the limit of a changed plan (null: unlimited). Called at least once per change, in any order: a limit of a lower <paramref name="seq"/> than one seen does nothing.</summary>
    Task SetLimitAsync(string workspaceId, long? limit, long seq, CancellationToken ct);
}
