using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// One calculation with its inputs, figures and receipt, and which one supersedes it; with a page of its period's data points where they are asked for. Those are the
/// points as they are now: what came later shows among them, until it is calculated again.
/// </summary>
internal sealed class GetCalculation(DefinitionRows rows, DataReader data)
{
    public async Task<Outcome<CalculationResponse>> RunAsync(string id, bool? points, Paging paging, Caller caller, CancellationToken ct)
    {
        if (await CalculationRows.FindAsync(rows.Home(caller.WorkspaceId), id, ct) is not { } found) return Faults.NotFound;
        if (points is not true) return found;
        var page = await paging.ReadAsync(data.Open(caller.WorkspaceId, found.Source), ValueKeys.Points(found.From, found.To), row => DataPointResponse.Of(DataRows.ReadPoint(row)), ct);
        return found with { DataPoints = page };
    }
}

/// <summary>A data point.</summary>
/// <param name="Id">Unique within its source.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Fields">Its decimals by name.</param>
public sealed record DataPointResponse(string Id, DateTimeOffset Time, IReadOnlyDictionary<string, string> Fields)
{
    internal static DataPointResponse Of(Artisan.Value.Calculations.DataPoint point) =>
        new(point.Id, point.Time, point.Fields.ToDictionary(f => f.Key, f => DecimalText.Format(f.Value), StringComparer.Ordinal));
}
