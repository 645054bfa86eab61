using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Value.Accuracy;

/// <summary>How right each active definition measures; the least right one decides about going live.</summary>
internal sealed class GetAccuracy(DefinitionRows rows)
{
    public async Task<Outcome<AccuracyResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        var heads = new List<DefinitionHead>();
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct)) heads.Add(DefinitionRows.Head(row));
        var items = await Task.WhenAll(heads.Where(h => h.Active is not null).Select(async h =>
            DefinitionAccuracyResponse.Of(h.Id, h.Latest.Definition.Name, await FeedbackRows.NewestAsync(home, h.Id, ct))));
        var lowest = items.Length > 0 && items.All(i => i.Accuracy is not null) ? items.MinBy(i => DecimalText.Parse(i.Accuracy!))!.Accuracy : null;
        return new AccuracyResponse(lowest, DecimalText.FormatFixed(Artisan.Value.Calculations.Accuracy.Least, 2), items);
    }
}
