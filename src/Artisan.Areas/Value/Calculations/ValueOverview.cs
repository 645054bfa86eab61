using System.Text.RegularExpressions;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Calculations;

/// <summary>What was measured lately, from the list of all calculations. Of a period the newest calculation counts, which comes first.</summary>
internal sealed partial class ValueOverview(DefinitionRows rows) : IValueOverview
{
    private const int MostRead = 200;

    public async Task<IReadOnlyList<DefinitionValue>> GetAsync(string workspaceId, int definitions, int periods, CancellationToken ct)
    {
        var page = await rows.Home(workspaceId).PageAsync(RowRange.Prefix(ValueKeys.ByPeriodPrefix), MostRead, null, ct);
        var current = page.Rows.Select(row => CalculationRows.Read(row).Calculation).DistinctBy(c => (c.DefinitionId, c.From));
        return
        [
            .. current.GroupBy(c => c.DefinitionId).Take(definitions).Select(group =>
            {
                var newest = group.First();
                return new DefinitionValue(group.Key, newest.DefinitionName, newest.Currency, [.. group.Where(c => c.Currency == newest.Currency).Take(periods).Reverse().Select(Of)]);
            }),
        ];
    }

    private static ValuePeriod Of(CalculationResponse calculation) => new(
        calculation.Id, calculation.Period, calculation.From, Measured(calculation), calculation.Variables.GetValueOrDefault("baseline"), calculation.Result, calculation.Fee);

    private static string Measured(CalculationResponse calculation) =>
        Sum().Match(calculation.Formula) is { Success: true } sum && calculation.Totals.TryGetValue(sum.Groups[1].Value, out var totals) ? totals.Sum : calculation.Result;

    [GeneratedRegex(@"\bsum\(\s*([A-Za-z_]\w*)\s*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Sum();
}
