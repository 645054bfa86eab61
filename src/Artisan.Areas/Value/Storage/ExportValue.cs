using System.Runtime.CompilerServices;
using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Storage;

/// <summary>A data point as the export of a workspace shows it.</summary>
internal sealed record ExportedPoint(string Id, DateTimeOffset Time, IReadOnlyDictionary<string, string> Fields);

/// <summary>A version of a definition, with the definition that it is of.</summary>
internal sealed record ExportedVersion(string DefinitionId, DefinitionVersionResponse Definition);

/// <summary>What finance knows a period's result to be.</summary>
internal sealed record ExportedFeedback(string DefinitionId, string Period, string Reference, string By, DateTimeOffset At);

/// <summary>What value-based pricing holds of a workspace, in its export: definitions with all versions, calculations, and the points of every source.</summary>
internal sealed class ExportValue(Stores stores) : IExportContributor
{
    public string Folder => "value";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var home = stores.Workspace(ValueKeys.Table, workspaceId).Partition(ValueKeys.Partition);
        await archive.LinesAsync("value/definitions", DefinitionsAsync(home, ct), ValueJson.Default.DefinitionResponse, ct);
        await archive.LinesAsync("value/definition-versions", VersionsAsync(home, ct), ValueJson.Default.ExportedVersion, ct);
        await archive.LinesAsync("value/accuracy-feedback", FeedbackAsync(home, ct), ValueJson.Default.ExportedFeedback, ct);
        await archive.LinesAsync("value/calculations", CalculationsAsync(home, ct), ValueJson.Default.CalculationResponse, ct);
        await foreach (var partition in stores.PartitionsAsync(ValueKeys.DataTable, workspaceId, ct))
        {
            if (ValueKeys.SourceOf(partition) is not { } source) continue;
            await archive.LinesAsync($"value/points/{source}", PointsAsync(stores.Workspace(ValueKeys.DataTable, workspaceId).Partition(partition), ct), ValueJson.Default.ExportedPoint, ct);
        }
    }

    private static async IAsyncEnumerable<DefinitionResponse> DefinitionsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.DefinitionPrefix), ct)) yield return DefinitionResponse.Of(DefinitionRows.Head(row));
    }

    private static async IAsyncEnumerable<ExportedVersion> VersionsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.VersionPrefix), ct))
        {
            yield return new ExportedVersion(ValueKeys.DefinitionOf(row.RowKey), DefinitionVersionResponse.Of(DefinitionRows.Version(row).Version));
        }
    }

    private static async IAsyncEnumerable<ExportedFeedback> FeedbackAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.FeedbackPrefix), ct))
        {
            var feedback = FeedbackRows.Read(row);
            yield return new ExportedFeedback(ValueKeys.DefinitionOf(row.RowKey), feedback.Period, DecimalText.Format(feedback.Reference), feedback.By, feedback.At);
        }
    }

    private static async IAsyncEnumerable<CalculationResponse> CalculationsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.ByPeriodPrefix), ct)) yield return CalculationRows.Read(row).Calculation;
    }

    private static async IAsyncEnumerable<ExportedPoint> PointsAsync(Partition data, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in data.RangeAsync(RowRange.Prefix(ValueKeys.PointPrefix), ct))
        {
            var point = DataRows.ReadPoint(row);
            yield return new ExportedPoint(point.Id, point.Time, point.Fields.ToDictionary(f => f.Key, f => DecimalText.Format(f.Value), StringComparer.Ordinal));
        }
    }
}
