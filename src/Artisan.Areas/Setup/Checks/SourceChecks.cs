using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Setup.Checks;

/// <summary>Checks the steps that are about the source: its credentials, what it has, and what that becomes.</summary>
internal sealed class SourceChecks(CredentialStore credentials, SourceKinds kinds, IValueData data)
{
    private const int SampleSize = 10;
    private const int LongestReason = 150;

    /// <summary>Opens the source with the saved credentials.</summary>
    public async Task<StepFinding> IntegrationAsync(Partition home, ApiIntegrationSettings settings, CancellationToken ct)
    {
        if (kinds.Pulled(settings.Kind) is not { } source) return new StepFinding(Note: kinds.Find(settings.Kind)!.Guide);
        return await TryAsync(async () => new StepFinding(Note: $"Connected: {await source.TestAsync(await credentials.OpenAsync(home, ct), ct)}."));
    }

    /// <summary>Reads a few records.</summary>
    public Task<StepFinding> DataSourceAsync(Partition home, string workspaceId, SetupSettings settings, CancellationToken ct) => TryAsync(async () =>
    {
        var (kind, wanted) = (kinds.Find(settings.ApiIntegration!.Kind)!, settings.DataSource!);
        if (kind.Mode == SourceKinds.Pull && kind.Objects.All(o => o.Name != wanted.Object))
        {
            return StepFinding.Wrong("no_permission", $"Choose what is read: one of {string.Join(", ", kind.Objects.Select(o => o.Name))}.", "dataSource.object");
        }

        var records = await SampleAsync(home, workspaceId, settings, ct);
        if (records.Count > 0) return new StepFinding(Note: records.Count == 1 ? "One record was read." : $"{records.Count} records were read.", Results: new SetupResults(Sample: Samples.Of(records)));
        return StepFinding.Wrong("no_records", kind.Mode switch
        {
            SourceKinds.Pull => $"{kind.Name} has no such records yet. Choose others, or come back when there are some.",
            "push" => $"No data point has come to the source {wanted.Source} yet. Send one to POST /api/value/data, then validate again.",
            _ => $"No data point has come to the source {wanted.Source} yet. Upload a file into it, then validate again.",
        });
    });

    /// <summary>Makes points of a few records.</summary>
    public Task<StepFinding> MetricsAsync(Partition home, string workspaceId, SetupSettings settings, CancellationToken ct) => TryAsync(async () =>
    {
        var metrics = settings.MetricsConfig!;
        var isPulled = kinds.Pulled(settings.ApiIntegration!.Kind) is not null;
        if (data.Problem(metrics.Measure, [.. metrics.Fields.Select(f => f.To)]) is { } unreadable)
        {
            return StepFinding.Wrong("measure_invalid", unreadable, "metricsConfig.measure");
        }

        if (!isPulled && (metrics.TimeField is not null || metrics.Where is { Count: > 0 } || metrics.Fields.Any(f => f.From != f.To)))
        {
            return StepFinding.Wrong("not_mapped", "Points that are sent are kept as they come: their fields keep their names, and all of them count.", "metricsConfig.fields");
        }

        var records = await SampleAsync(home, workspaceId, settings, ct);
        if (records.Count == 0) return StepFinding.Wrong("no_records", "There are no records to try this on.");
        var known = records.SelectMany(r => r.Fields.Keys).ToHashSet(StringComparer.Ordinal);
        if (metrics.Fields.FirstOrDefault(f => !known.Contains(f.From)) is { } unknown)
        {
            return StepFinding.Wrong("unknown_field", $"No record of the sample has a field {unknown.From}. They have {string.Join(", ", known.Order(StringComparer.Ordinal))}.", "metricsConfig.fields");
        }

        var preview = new SetupResults(Preview: Preview(records, metrics));
        var counted = preview.Preview!.Counted;
        return counted == 0
            ? StepFinding.Wrong("not_mapped", $"None of {records.Count} records becomes a data point: {preview.Preview.Rows[0].Skipped}", "metricsConfig.fields", preview)
            : new StepFinding(Note: $"{counted} of {records.Count} records become data points.", Results: preview);
    });

    private async Task<IReadOnlyList<SourceRecord>> SampleAsync(Partition home, string workspaceId, SetupSettings settings, CancellationToken ct)
    {
        var wanted = settings.DataSource!;
        if (kinds.Pulled(settings.ApiIntegration!.Kind) is { } source)
        {
            return await source.SampleAsync(await credentials.OpenAsync(home, ct), new SourceQuery(wanted.Object!, wanted.Fields ?? []), ct);
        }

        var points = await data.SampleAsync(workspaceId, wanted.Source, SampleSize, ct);
        return [.. points.Select(p => new SourceRecord(p.Id, p.Time, p.Fields.ToDictionary(f => f.Key, f => DecimalText.Format(f.Value), StringComparer.Ordinal)))];
    }

    private static PreviewResult Preview(IReadOnlyList<SourceRecord> records, MetricsConfigSettings metrics)
    {
        var rows = records.Take(SampleSize).Select(record =>
        {
            var (point, skipped) = FieldMapping.Of(record, metrics);
            var values = point?.Fields.ToDictionary(f => f.Key, f => DecimalText.Format(f.Value), StringComparer.Ordinal) ?? [];
            return new PreviewRow(Samples.Cut(record.Id), point?.Time, values, skipped is null ? null : Samples.Cut(skipped, LongestReason));
        }).ToList();
        return new PreviewResult(rows, rows.Count(r => r.Skipped is null));
    }

    private static async Task<StepFinding> TryAsync(Func<Task<StepFinding>> check)
    {
        try
        {
            return await check();
        }
        catch (SourceException e)
        {
            return new StepFinding(SourceProblems.Of(e));
        }
    }
}
