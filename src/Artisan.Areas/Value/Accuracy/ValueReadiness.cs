using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Accuracy;

/// <summary>The definitions that calculate, as going live asks for them.</summary>
internal sealed class ValueReadiness(DefinitionRows rows) : IValueReadiness
{
    public async Task<IReadOnlyList<CalculatingDefinition>> ListAsync(string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var heads = new List<DefinitionHead>();
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct)) heads.Add(DefinitionRows.Head(row));
        return await Task.WhenAll(heads.Where(h => h.Active is not null).Select(async head =>
        {
            var pairs = FeedbackRows.NewestAsync(home, head.Id, ct);
            var active = (await DefinitionRows.ActiveAsync(home, head, ct))!;
            return new CalculatingDefinition(
                head.Id, active.Definition.Name, active.Number, DefinitionContent.Hash(active.Definition), active.Definition.Terms.Currency, active.SelfActivated ? null : active.ApprovalId,
                FeedbackRows.Accuracy(await pairs));
        }));
    }
}
