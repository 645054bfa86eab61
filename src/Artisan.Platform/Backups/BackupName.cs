using System.Globalization;

namespace Artisan.Platform.Backups;

/// <summary>What a backup holds.</summary>
public enum BackupKind
{
    /// <summary>Every row.</summary>
    Full,

    /// <summary>What was written since the backup before it.</summary>
    Incremental,
}

/// <summary>Names of backups follow from their slot, so that a timer which fires twice or late begins nothing twice; they order by time.</summary>
public static class BackupName
{
    private static readonly TimeSpan EveryFourHours = TimeSpan.FromHours(4);

    /// <summary>The full backup of a day, or the incremental one of four hours.</summary>
    public static string Of(BackupKind kind, DateTimeOffset now)
    {
        var slot = kind == BackupKind.Full ? now.UtcDateTime.Date.AddHours(2) : now.UtcDateTime.AddTicks(-(now.UtcTicks % EveryFourHours.Ticks));
        return slot.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture) + (kind == BackupKind.Full ? "-full" : "-incremental");
    }

    /// <summary>The instant of the slot; null where this is no backup's name.</summary>
    public static DateTimeOffset? SlotOf(string name) =>
        DateTimeOffset.TryParseExact(name.Split('-')[0], "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var slot) ? slot : null;
}
