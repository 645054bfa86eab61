using System.Globalization;

namespace Artisan.Areas.Notifications.Operations;

/// <summary>Times of day as they stand in requests and answers.</summary>
internal static class QuietText
{
    private const string Format = "HH:mm";

    public static string Of(TimeOnly time) => time.ToString(Format, CultureInfo.InvariantCulture);

    public static TimeOnly? Read(string text) => TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
