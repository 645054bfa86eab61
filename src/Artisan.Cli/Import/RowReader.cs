using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Cli.Import;

/// <summary>A point as it goes over the wire, and the line it comes from.</summary>
internal sealed record ImportedPoint(long Line, string Id, DateTimeOffset Time, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The instant as the API and the receipts spell it.</summary>
    public string TimeText => Utc.Text(Time);
}

/// <summary>Makes points of records. The same record of the same file always gives the same id.</summary>
internal sealed class RowReader(string source, Positions positions, string? timeFormat, TimeZoneInfo zone, bool decimalComma)
{
    private const int LongestId = 200;

    /// <summary>The point, or what is wrong with the record.</summary>
    public (ImportedPoint? Point, string? Problem) Read(DelimitedRecord record)
    {
        if (record.Columns is not { } columns)
        {
            return (null, record.Problem);
        }

        var last = Math.Max(Math.Max(positions.Time, positions.Id ?? 0), positions.Fields.Max(f => f.Position));
        if (columns.Count <= last)
        {
            return (null, $"there are {columns.Count} columns, column {last + 1} is needed");
        }

        var id = positions.Id is { } at ? columns[at] : FromRow(record);
        if (id.Length is 0 or > LongestId)
        {
            return (null, id.Length == 0 ? "the id is empty" : $"the id is longer than {LongestId} characters");
        }

        if (Instant(columns[positions.Time]) is not { } time)
        {
            return (null, $"'{Short(columns[positions.Time])}' is not a time{(timeFormat is null ? " of ISO 8601" : $" of the form {timeFormat}")}");
        }

        var fields = new List<(string, string)>(positions.Fields.Count);
        foreach (var (name, position) in positions.Fields)
        {
            if (!DecimalText.TryParse(Plain(columns[position]), out var value))
            {
                return (null, $"{name}: '{Short(columns[position])}' is not a decimal number");
            }

            fields.Add((name, DecimalText.Format(value)));
        }

        return (new ImportedPoint(record.Line, id, time, fields), null);
    }

    /// <summary>Source, line number and content make the id, so two equal rows are two points and a repeated import is none.</summary>
    private string FromRow(DelimitedRecord record)
    {
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.Text)));
        var row = string.Create(CultureInfo.InvariantCulture, $"{source}\n{record.Line}\n{content}");
        return "row-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)).AsSpan(0, 16));
    }

    private string Plain(string number)
    {
        var text = decimalComma ? number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : number;
        return text.StartsWith('+') ? text[1..] : text;
    }

    private DateTimeOffset? Instant(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind;
        if (timeFormat is null ? !DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time) || !StartsWithYear(text) : !DateTime.TryParseExact(text, timeFormat, CultureInfo.InvariantCulture, Styles, out time))
        {
            return null;
        }

        // A local time of this machine means that the text had an offset.
        return time.Kind == DateTimeKind.Unspecified ? Local(time) : new DateTimeOffset(time.ToUniversalTime());
    }

    private DateTimeOffset Local(DateTime time) =>
        new DateTimeOffset(time, zone.IsInvalidTime(time) ? zone.BaseUtcOffset : zone.GetUtcOffset(time)).ToUniversalTime();

    /// <summary>2026-01-31 is clear, 01/02/2026 is not: what does not begin with the year needs a format.</summary>
    private static bool StartsWithYear(string text) => text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
