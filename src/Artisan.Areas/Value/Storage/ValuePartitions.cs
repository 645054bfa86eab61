using System.Runtime.CompilerServices;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Storage;

/// <summary>Where changes of the area leave messages: the definitions' partition and every source that a definition measures. Points of other sources send nothing that anyone waits for.</summary>
internal sealed class ValuePartitions(DefinitionRows rows, DataReader data) : IOutboxPartitions
{
    public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        yield return home;
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct))
        {
            var head = DefinitionRows.Head(row);
            yield return data.Open(workspaceId, head.Latest.Definition.Source);
            if (await DefinitionRows.ActiveAsync(home, head, ct) is { } active) yield return data.Open(workspaceId, active.Definition.Source);
        }
    }
}
