using System.Globalization;

namespace Artisan.Value.Ledger;

/// <summary>Instants as text: UTC, always seven digits of a second and a Z, so that text order is time order and each instant has one spelling.</summary>
public static class Utc
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>Reads only the spelling of <see cref="Text"/>; null for anything else.</summary>
    public static DateTimeOffset? TryParse(string? text) =>
        DateTimeOffset.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
}
