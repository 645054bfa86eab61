using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// The fees that an invoice may hold: those of billable calculations, of each period the newest one, summed up per definition and currency and named with the receipts that prove
/// them. Calculations of a version that an owner activated alone are never among them.
/// </summary>
internal sealed class ValueFees(DefinitionRows rows) : IValueFees
{
    // A calculated period lasts a month at most, so one that ended in a stretch of time began at most that long before it.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(32);

    public async Task<IReadOnlyList<ValueFee>> InPeriodAsync(string workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var range = RowRange.Between(ValueKeys.ByPeriodPrefix + NewestFirst.Key(to), ValueKeys.ByPeriodPrefix + NewestFirst.Key(from - Longest) + "}");
        var counted = new HashSet<(string Definition, DateTimeOffset From)>();
        var fees = new List<CalculationResponse>();
        await foreach (var row in rows.Home(workspaceId).RangeAsync(range, ct))
        {
            var calculation = CalculationRows.Read(row).Calculation;
            // Within a period the newest comes first: the others are superseded.
            if (!counted.Add((calculation.DefinitionId, calculation.From))) continue;
            if (calculation.Billable && calculation.FeeMinorUnits != 0 && from <= calculation.To && calculation.To < to) fees.Add(calculation);
        }

        return [.. fees.GroupBy(f => (f.DefinitionId, f.Currency)).Select(g => new ValueFee(
            g.Key.DefinitionId, g.First().DefinitionName, g.Sum(f => f.FeeMinorUnits), g.Key.Currency, [.. g.Reverse().Select(f => f.ReceiptId)]))];
    }
}
