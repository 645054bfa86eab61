using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;

namespace Artisan.Cli.Import;

/// <summary>What an import does with a file.</summary>
internal sealed record ImportPlan(FileInfo File, string Source, ColumnMap Map, Delimiter? Delimiter, bool HasHeader, string? TimeFormat, TimeZoneInfo Zone, bool DecimalComma, int BatchSize);

/// <summary>Streams a file into batches and notes after each one how far it came. Points are known by their ids, so sending one again does no harm.</summary>
internal sealed class Importer(ImportPlan plan, ApiClient? api, ImportStates? states, ImportProgress progress)
{
    private const int MostMessages = 100;

    private readonly List<ImportedPoint> _batch = [];
    private long _messages;

    public ImportCounts Counts { get; private set; } = new();

    /// <summary>The first points, for a dry run to show.</summary>
    public List<ImportedPoint> Sample { get; } = [];

    public List<(long Line, string Problem)> Problems { get; } = [];

    /// <summary>Imports from the record after <paramref name="done"/>.</summary>
    public async Task RunAsync(ImportState? done, CancellationToken ct)
    {
        Counts = done?.Counts ?? new ImportCounts();
        var delimiter = plan.Delimiter ?? await DelimitedFile.GuessAsync(plan.File, ct);
        await using var stream = plan.File.OpenRead();
        RowReader? rows = plan.HasHeader ? null : Rows(null);
        var line = done?.Line ?? 0;
        await foreach (var record in DelimitedFile.ReadAsync(stream, delimiter, ct))
        {
            if (rows is null)
            {
                rows = Rows(record.Columns);
            }
            else if (record.Line > (done?.Line ?? 0))
            {
                Take(rows.Read(record), record.Line);
                line = record.Line;
                if (_batch.Count == plan.BatchSize)
                {
                    await SendAsync(line, record.Offset, ct);
                }
            }
        }

        await SendAsync(line, plan.File.Length, ct);
        progress.Close();
    }

    private RowReader Rows(IReadOnlyList<string>? header) =>
        new(plan.Source, plan.Map.Resolve(header), plan.TimeFormat, plan.Zone, plan.DecimalComma);

    private void Take((ImportedPoint? Point, string? Problem) row, long line)
    {
        Counts = Counts with { Rows = Counts.Rows + 1 };
        if (row.Point is not { } point)
        {
            Counts = Counts with { Unreadable = Counts.Unreadable + 1 };
            Tell(line, row.Problem!);
            return;
        }

        if (Sample.Count < 3)
        {
            Sample.Add(point);
        }

        _batch.Add(point);
    }

    private async Task SendAsync(long line, long bytes, CancellationToken ct)
    {
        if (_batch.Count > 0 && api is not null)
        {
            var points = new JsonArray([.. _batch.Select(p => (JsonNode)ToJson(p))]);
            Note(await api.PostAsync("/api/value/data", new JsonObject { ["points"] = points }, ct));
        }

        _batch.Clear();
        states?.Write(plan.File.FullName, line, Counts);
        progress.Report(bytes, Counts);
    }

    private void Note(JsonObject answer)
    {
        var results = answer["results"] as JsonArray;
        for (var i = 0; i < _batch.Count; i++)
        {
            var result = results is not null && i < results.Count ? results[i] as JsonObject : null;
            var status = (string?)result?["status"];
            Counts = status switch
            {
                "stored" or "corrected" => Counts with { Stored = Counts.Stored + 1 },
                "repeated" => Counts with { Repeated = Counts.Repeated + 1 },
                "conflict" => Counts with { Conflicts = Counts.Conflicts + 1 },
                _ => Counts with { Invalid = Counts.Invalid + 1 },
            };
            if (status is not ("stored" or "corrected" or "repeated"))
            {
                Tell(_batch[i].Line, $"{_batch[i].Id}: {status ?? "no answer"}{((string?)result?["detail"] is { } detail ? $": {detail}" : "")}");
            }
        }
    }

    private void Tell(long line, string problem)
    {
        if (Problems.Count < MostMessages)
        {
            Problems.Add((line, problem));
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}"));
        }
        else if (_messages++ == 0)
        {
            progress.Say($"More than {MostMessages} lines were not taken; the others are only counted.");
        }
    }

    private JsonObject ToJson(ImportedPoint point)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in point.Fields)
        {
            fields[name] = value;
        }

        return new JsonObject { ["source"] = plan.Source, ["id"] = point.Id, ["time"] = point.TimeText, ["fields"] = fields };
    }
}
