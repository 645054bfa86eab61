using System.Globalization;
using Artisan.Platform.Sources;
using Artisan.Value.Calculations;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Setup.Model;

/// <summary>What a record becomes: a point, or the reason why it does not count.</summary>
internal sealed record MappedRecord(DataPoint? Point, string? Skipped);

/// <summary>Makes points of a source's records by the settings of the metrics' step. The same record always makes the same point.</summary>
internal static class FieldMapping
{
    private const int LongestId = 200;

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static MappedRecord Of(SourceRecord record, MetricsConfigSettings settings)
    {
        if (record.Id is not { Length: > 0 and <= LongestId } || record.Id.Any(char.IsControl)) return Skip("It has no id that could be kept.");
        if (settings.Where?.FirstOrDefault(w => record.Fields.GetValueOrDefault(w.Field, "") != w.Value) is { } unmet) return Skip($"{unmet.Field} is not {unmet.Value}.");
        if (TimeOf(record, settings.TimeField) is not { } time) return Skip(settings.TimeField is { } field && record.Fields.ContainsKey(field) ? $"{field} is not a date." : $"It has no {settings.TimeField}.");
        if (time < Earliest || time >= Latest) return Skip("Its date is not between 1970 and 2099.");

        var numbers = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var map in settings.Fields)
        {
            if (!record.Fields.TryGetValue(map.From, out var text) || text.Length == 0) continue;
            if (Number(text) is not { } number) return Skip($"{map.From} is not a number: {text}");
            numbers[map.To] = number;
        }

        return numbers.Count == 0 ? Skip("None of the mapped fields has a value.") : new MappedRecord(new DataPoint(record.Id, time, numbers), null);
    }

    /// <summary>The number that a text stands for; yes and no count as 1 and 0.</summary>
    public static decimal? Number(string text)
    {
        if (text is "true" or "false") return text == "true" ? 1 : 0;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && DecimalText.TryParse(DecimalText.Format(number), out var exact) ? exact : null;
    }

    /// <summary>The instant that a text stands for; a date is its midnight in UTC.</summary>
    public static DateTimeOffset? Time(string text) =>
        text.Length >= 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 100_000_000_000 and < 4_102_444_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : null;

    private static DateTimeOffset? TimeOf(SourceRecord record, string? field) => field is null ? record.Time : record.Fields.TryGetValue(field, out var text) ? Time(text) : null;

    private static MappedRecord Skip(string why) => new(null, why);
}
