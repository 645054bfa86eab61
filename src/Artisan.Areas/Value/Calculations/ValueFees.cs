using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;

namespace Artisan.Areas.Value.Calculations;

/// <summary>The fees that invoices may hold, of each period that of its newest calculation. A version that an owner activated alone is never billed: its fee is none.</summary>
internal sealed class ValueFees(DefinitionRows rows) : IValueFees
{
    public async Task<IReadOnlyList<ValueFee>> WrittenSinceAsync(string workspaceId, DateTimeOffset since, CancellationToken ct)
    {
        var newest = new Dictionary<string, (int Number, ValueFee Fee)>(StringComparer.Ordinal);
        await foreach (var row in rows.Home(workspaceId).RangeAsync(ValueKeys.WrittenSince(since), ct))
        {
            var at = row.GetString("at")!;
            var (period, number) = (ValueKeys.PeriodOf(at), ValueKeys.NumberOf(at));
            if (newest.GetValueOrDefault(period).Number < number) newest[period] = (number, CalculationRows.FeeOf(row));
        }

        return [.. newest.Values.Select(n => n.Fee)];
    }
}
