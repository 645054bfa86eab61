using System.Text.RegularExpressions;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>IANA time zones.</summary>
public static partial class TimeZones
{
    /// <summary>Whether a text is the name of a time zone of this machine's data base.</summary>
    public static bool IsKnown(string name) => name.Length <= 64 && Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
