using System.Text.Json;
using Artisan.Areas.Setup.Model;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Setup.Checks;

/// <summary>Records as a sample that fits its row: long texts are cut, and the last records left out where it is still too long.</summary>
internal static class Samples
{
    private const int LongestText = 60;
    private const int MostRows = 10;
    private const int MostCharacters = 24_000;

    public static SampleResult Of(IReadOnlyList<SourceRecord> records)
    {
        var names = records.SelectMany(r => r.Fields.Keys).Distinct(StringComparer.Ordinal).ToList();
        var fields = names.Select(name => Field(name, [.. records.Select(r => r.Fields.GetValueOrDefault(name, "")).Where(v => v.Length > 0)])).ToList();
        var rows = records.Take(MostRows).Select(r => new SampleRow(Cut(r.Id), r.Time, r.Fields.ToDictionary(f => f.Key, f => Cut(f.Value), StringComparer.Ordinal))).ToList();
        while (rows.Count > 1 && JsonSerializer.Serialize(new SetupResults(new SampleResult(fields, rows)), SetupJson.Default.SetupResults).Length > MostCharacters) rows.RemoveAt(rows.Count - 1);
        return new SampleResult(fields, rows);
    }

    public static string Cut(string text, int longest = LongestText) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static SampleField Field(string name, IReadOnlyList<string> values) => new(
        name, values.Count > 0 && values.All(v => FieldMapping.Number(v) is not null), values.Count > 0 && values.All(v => FieldMapping.Time(v) is not null));
}
