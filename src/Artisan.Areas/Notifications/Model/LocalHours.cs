namespace Artisan.Areas.Notifications.Model;

/// <summary>Local time in what somebody prefers: when he wants peace, and when his next digest is due.</summary>
internal static class LocalHours
{
    /// <summary>Whether an instant lies in the quiet hours.</summary>
    public static bool IsQuiet(Preferences preferences, TimeZoneInfo zone, DateTimeOffset at) => preferences.Quiet is { } quiet && quiet.Contains(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));

    /// <summary>The first instant after <paramref name="now"/> at which a digest may be sent; null where none is wanted.</summary>
    public static DateTimeOffset? NextDigest(Preferences preferences, TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        DateTime? next = preferences.Digest switch
        {
            DigestRhythm.Hourly => local.Date.AddHours(local.Hour + 1),
            DigestRhythm.Daily => After(local, local.Date.AddHours(preferences.Hour), 1),
            DigestRhythm.Weekly => After(local, local.Date.AddDays(((int)DayOfWeek.Monday - (int)local.DayOfWeek + 7) % 7).AddHours(preferences.Hour), 7),
            _ => null,
        };
        if (next is not { } due) return null;
        // What the clock shows then: an hour that is skipped may come out in the quiet ones.
        var at = Instant(due, zone);
        return EndOfQuiet(preferences, zone, at) ?? at;
    }

    /// <summary>When the quiet hours end that an instant lies in; null where it lies in none.</summary>
    public static DateTimeOffset? EndOfQuiet(Preferences preferences, TimeZoneInfo zone, DateTimeOffset at) =>
        IsQuiet(preferences, zone, at) ? Instant(EndOf(preferences.Quiet!, TimeZoneInfo.ConvertTime(at, zone).DateTime), zone) : null;

    private static DateTime After(DateTime now, DateTime at, int days) => at > now ? at : at.AddDays(days);

    private static DateTime EndOf(QuietHours quiet, DateTime at) => After(at, at.Date + quiet.To.ToTimeSpan(), 1);

    // An hour that is skipped in spring is the one after it; of one that comes twice in autumn the second counts.
    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
