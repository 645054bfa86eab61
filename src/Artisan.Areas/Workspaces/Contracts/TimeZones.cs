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

    [GeneratedRegex(@"^(UTC|GMT|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)(/[A-Za-z0-9_+-]+){1,2})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
