using System.Globalization;
using System.Text.RegularExpressions;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>IANA time zones.</summary>
public static partial class TimeZones
{
    /// <summary>
    /// Whether a text names a time zone that people live by: <c>Continent/City</c>, the older <c>Country/Region</c>, or UTC. Other files of this machine's data
    /// base (<c>posixrules</c>, <c>localtime</c>, <c>Factory</c>, <c>right/…</c>) can be opened by name too, and mean something else on every machine.
    /// </summary>
    public static bool IsKnown(string name) => name.Length <= 64 && Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    /// <summary>Nine in the morning, by a zone's clocks, so many days before the day on which something ends: when people are reminded of it.</summary>
    public static DateTimeOffset MorningBefore(DateTimeOffset end, int days, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var morning = TimeZoneInfo.ConvertTime(end, zone).Date.AddDays(-days).AddHours(9);
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    /// <summary>An instant by a zone's clocks, for a sentence: <c>3 March 2027, 09:00 (Europe/Vienna)</c>.</summary>
    public static string Words(DateTimeOffset at, string timeZone) =>
        $"{TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({timeZone})";

    [GeneratedRegex(@"^(UTC|GMT|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)(/[A-Za-z0-9_+-]+){1,2})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
