using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Calculations;

/// <summary>The calculations of a definition, or of all, the newest period first and within it the newest calculation; superseded ones say so.</summary>
internal sealed class ListCalculations(DefinitionRows rows)
{
    public async Task<Outcome<Page<CalculationResponse>>> RunAsync(string? definition, Paging paging, Caller caller, CancellationToken ct)
    {
        if (definition is not null && !UlidIds.IsId(definition, "def")) return Outcome.Page(new Page<CalculationResponse>([], null));
        var range = RowRange.Prefix(definition is null ? ValueKeys.ByPeriodPrefix : ValueKeys.Calculations(definition));
        var home = rows.Home(caller.WorkspaceId);
        var page = await home.PageAsync(range, paging.Limit, paging.After, ct);
        var before = await BeforeAsync(home, page, paging.After, ct);
        var items = new List<CalculationResponse>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            var calculation = CalculationRows.Read(row).Calculation;
            items.Add(calculation with { SupersededBy = before is not null && IsSamePeriod(before.RowKey, row.RowKey) ? CalculationRows.Read(before).Calculation.Id : null });
            before = row;
        }

        return Outcome.Page(new Page<CalculationResponse>(items, paging.Cursor(page.Next)));
    }

    // Within a period the newest comes first, so each other one is superseded by the one before it: that may be the last of the page before.
    private static async Task<TableEntity?> BeforeAsync(Partition home, RowPage page, string? after, CancellationToken ct) =>
        after is not null && page.Rows is [var first, ..] && IsSamePeriod(after, first.RowKey) ? await home.FindAsync(after, ct) : null;

    private static bool IsSamePeriod(string a, string b) => ValueKeys.PeriodOf(a) == ValueKeys.PeriodOf(b);
}
