using System.Runtime.CompilerServices;
using System.Text.Json;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Calculations;

/// <summary>The periods of a workspace that are to be calculated, and the sources whose late points are to be looked at.</summary>
internal sealed class WaitingCalculations(DefinitionRows rows, BusinessClock clock) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [CalculationWork.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var (home, sources) = (rows.Home(workspaceId), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.RunPrefix), ct))
        {
            var run = JsonSerializer.Deserialize(row.GetString("run")!, ValueDocs.Default.RunState)!;
            yield return new DueWork(CalculationWork.Kind, workspaceId, row.RowKey[ValueKeys.RunPrefix.Length..], run.Due);
        }

        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct))
        {
            if (await DefinitionRows.ActiveAsync(home, DefinitionRows.Head(row), ct) is { } active && sources.Add(active.Definition.Source))
                yield return new DueWork(CalculationWork.Kind, workspaceId, CalculationWork.OfSource(active.Definition.Source), clock.Now);
        }
    }
}
