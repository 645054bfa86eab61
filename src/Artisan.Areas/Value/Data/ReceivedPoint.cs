using System.Security.Cryptography;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Areas.Value.Data;

/// <summary>A point that may be stored: everything about its form was checked.</summary>
internal sealed record ReceivedPoint(string Source, DataPoint Point, bool Correct)
{
    private const int MostFields = 20;
    private const int LongestId = 200;

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>SHA-256 of the canonical point: two points of one id are the same only if these are equal.</summary>
    public string PayloadHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Point.CanonicalLine()));

    /// <summary>Checks a point; a field's name and a sentence where it cannot be taken.</summary>
    public static (ReceivedPoint? Point, (string Field, string Problem)? Problem) Read(DataPointRequest sent)
    {
        if (sent.Source is null || !DataNames.IsSource(sent.Source)) return (null, ("source", "A source has 1 to 40 of a-z, 0-9 and -."));
        if (sent.Id is not { Length: > 0 and <= LongestId } || sent.Id.Any(char.IsControl)) return (null, ("id", "An id has 1 to 200 characters, none of them a control character."));
        if (ReadTime(sent.Time) is not { } time) return (null, ("time", "A time is ISO 8601 with Z or an offset, such as 1997-01-31T10:00:00Z, from 1970 to 2099."));
        if (sent.Fields is not { Count: > 0 and <= MostFields }) return (null, ("fields", "A point has 1 to 20 fields."));

        var fields = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, number) in sent.Fields)
        {
            if (!DataNames.IsField(name)) return (null, ("fields", "A field's name has 1 to 64 of a-z, A-Z, 0-9 and _ and does not begin with a digit."));
            if (!DecimalText.TryParse(number.Text, out var value)) return (null, ($"fields.{name}", "A decimal number of at most 28 digits, without exponent."));
            fields[name] = value;
        }

        return (new ReceivedPoint(sent.Source, new DataPoint(sent.Id, time, fields), sent.Correct is true), null);
    }

    private static DateTimeOffset? ReadTime(string? text) => IsoInstant.Parse(text) is { } time && time >= Earliest && time < Latest ? time : null;
}
