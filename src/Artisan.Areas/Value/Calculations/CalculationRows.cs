using System.Text.Json;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Calculations;

/// <summary>A stored calculation: what it says, which of its period it is, and a print of everything it was made from.</summary>
internal sealed record StoredCalculation(CalculationResponse Calculation, int Number, string Print);

/// <summary>How calculations are kept: by definition and period, by period alone, and findable by id; all written once.</summary>
internal static class CalculationRows
{
    /// <summary>The calculation of a period that counts; null where there is none.</summary>
    public static async Task<StoredCalculation?> NewestAsync(Partition home, string definition, DateTimeOffset from, CancellationToken ct) =>
        (await home.PageAsync(RowRange.Prefix(ValueKeys.Calculations(definition, from)), 1, null, ct)).Rows is [var row, ..] ? Read(row) : null;

    /// <summary>A calculation by its id, naming the one that supersedes it; null where there is none.</summary>
    public static async Task<CalculationResponse?> FindAsync(Partition home, string id, CancellationToken ct)
    {
        if (!UlidIds.IsId(id, "calc") || await home.FindAsync(ValueKeys.Calculation(id), ct) is not { } pointer) return null;
        CalculationResponse? newer = null;
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.PeriodOf(pointer.GetString("at")!)), ct))
        {
            var calculation = Read(row).Calculation;
            if (calculation.Id == id) return calculation with { SupersededBy = newer?.Id };
            newer = calculation;
        }

        return null;
    }

    /// <summary>Adds a calculation to a change.</summary>
    public static Change Insert(Change change, Partition home, StoredCalculation stored)
    {
        var calculation = stored.Calculation;
        var key = ValueKeys.Calculation(calculation.DefinitionId, calculation.From, stored.Number);
        var pointer = home.Row(ValueKeys.Calculation(calculation.Id));
        pointer["at"] = key;
        pointer["fee"] = JsonSerializer.Serialize(FeeOf(calculation), ValueDocs.Default.ValueFee);
        return change
            .Insert(Row(home, key, stored))
            .Insert(Row(home, ValueKeys.ByPeriod(calculation.DefinitionId, calculation.From, stored.Number), stored))
            .Insert(pointer);
    }

    /// <summary>The fee of the calculation that a pointer leads to.</summary>
    public static ValueFee FeeOf(TableEntity pointer) => JsonSerializer.Deserialize(pointer.GetString("fee")!, ValueDocs.Default.ValueFee)!;

    public static StoredCalculation Read(TableEntity row) => new(
        JsonSerializer.Deserialize(row.GetString("doc")!, ValueJson.Default.CalculationResponse)!, ValueKeys.NumberOf(row.RowKey), row.GetString("print")!);

    private static ValueFee FeeOf(CalculationResponse calculation) => new(
        calculation.DefinitionId, calculation.DefinitionName, calculation.Period, calculation.From, calculation.To, calculation.Billable ? calculation.FeeMinorUnits : 0,
        calculation.Currency, calculation.ReceiptId, UlidIds.TimeOf(calculation.Id["calc_".Length..]));

    private static TableEntity Row(Partition home, string key, StoredCalculation stored)
    {
        var row = home.Row(key);
        row["doc"] = JsonSerializer.Serialize(stored.Calculation, ValueJson.Default.CalculationResponse);
        row["print"] = stored.Print;
        return row;
    }
}
