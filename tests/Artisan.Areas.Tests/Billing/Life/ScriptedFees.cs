using System.Collections.Concurrent;
using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>Fees as a test says that they were calculated, with corrections.</summary>
internal sealed class ScriptedFees : IValueFees
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<ValueFee>> _written = new();

    public Task<IReadOnlyList<ValueFee>> WrittenSinceAsync(string workspaceId, DateTimeOffset since, CancellationToken ct)
    {
        var newest = _written.GetValueOrDefault(workspaceId, []).GroupBy(f => (f.DefinitionId, f.From)).Select(g => g.MaxBy(f => f.WrittenAt)!);
        return Task.FromResult<IReadOnlyList<ValueFee>>([.. newest.Where(f => f.WrittenAt >= since).OrderBy(f => f.WrittenAt)]);
    }

    /// <summary>A calculation of a stretch of time; its receipt is named by it, and by how often that was calculated.</summary>
    public string Write(string workspaceId, string definition, string from, string to, long amount, string currency = "USD", DateTimeOffset? writtenAt = null)
    {
        var fees = _written.GetOrAdd(workspaceId, _ => []);
        var start = BillingLife.Instant(from);
        var receipt = $"rcp_{definition}_{start:MMddHH}_{fees.Count(f => f.DefinitionId == definition && f.From == start) + 1}";
        fees.Add(new ValueFee(definition, definition, $"{start:yyyy-MM-dd}", start, BillingLife.Instant(to), amount, currency, receipt, writtenAt ?? TimeProvider.System.GetUtcNow().AddTicks(fees.Count)));
        return receipt;
    }
}
