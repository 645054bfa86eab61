using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.Backups;

/// <summary>Where backups go and how long they stay; section <c>Backups</c>.</summary>
public sealed class BackupsOptions
{
    /// <summary>The most seconds that one message reads: the host ends it after five minutes.</summary>
    internal const int LongestStep = 240;

    /// <summary>Whether the timers make backups. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The connection string of another storage account for backups, so that they survive the one that they are of. Default none: the same account.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The container. Default <c>backups</c>.</summary>
    [Required, RegularExpression("^[a-z0-9](-?[a-z0-9]){2,62}$")]
    public string Container { get; set; } = "backups";

    /// <summary>For how many days a backup is kept. Default 30, range 1 to 3,650.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;

    /// <summary>For how many seconds one message reads a table before the next one goes on; twice that, 240 at most, where it is in the middle of a partition. Default 45, range 1 to 240.</summary>
    [Range(1, LongestStep)]
    public int StepSeconds { get; set; } = 45;

    /// <summary>How many KiB of rows, before compression, make a file. Default 8,192, range 1 to 65,536: so much is held in memory.</summary>
    [Range(1, 65_536)]
    public int FileKiB { get; set; } = 8_192;
}
