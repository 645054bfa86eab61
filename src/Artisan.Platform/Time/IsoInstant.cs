using System.Globalization;
using System.Text.RegularExpressions;

namespace Artisan.Platform.Time;

/// <summary>Instants as callers write them: ISO 8601 with Z or an offset, never a local time of whoever reads it.</summary>
public static partial class IsoInstant
{
    /// <summary>The instant in UTC; null where the text is none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is not null && Form().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time.ToUniversalTime() : null;

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Form();
}
