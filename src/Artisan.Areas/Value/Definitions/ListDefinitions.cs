using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Definitions;

/// <summary>The workspace's definitions, the oldest first, each with its newest version.</summary>
internal sealed class ListDefinitions(DefinitionRows rows)
{
    public async Task<Outcome<Page<DefinitionResponse>>> RunAsync(Paging paging, Caller caller, CancellationToken ct) => Outcome.Page(await paging.ReadAsync(
        rows.Home(caller.WorkspaceId), RowRange.Prefix(ValueKeys.DefinitionPrefix), row => DefinitionResponse.Of(DefinitionRows.Head(row)), ct));
}
