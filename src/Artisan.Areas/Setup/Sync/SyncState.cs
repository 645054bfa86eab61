using Artisan.Areas.Setup.Model;

namespace Artisan.Areas.Setup.Sync;

/// <summary>How far a source was read into the workspace's data points; the home row that messages about it are checked against.</summary>
/// <param name="Basis">The revisions of the steps that it goes by; others end it.</param>
/// <param name="Source">The name under which the points are kept.</param>
/// <param name="Due">When the next page is to be read.</param>
/// <param name="Status">running, idle (all is read, until the next hour), waiting (it goes on by itself) or stopped (somebody has to act).</param>
internal sealed record SyncState(string Basis, string Source, DateTimeOffset Due, string Status)
{
    public const string Running = "running";
    public const string Idle = "idle";
    public const string Waiting = "waiting";
    public const string Stopped = "stopped";

    /// <summary>What the cursor is of; another begins anew.</summary>
    public string Query { get; init; } = "";

    /// <summary>Where reading goes on.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many records were read, repeats among them.</summary>
    public long Records { get; init; }

    /// <summary>How many of them became no point.</summary>
    public long Skipped { get; init; }

    /// <summary>How many points are new or were replaced.</summary>
    public long Stored { get; init; }

    /// <summary>Why the last record that became no point did not, where it ought to have.</summary>
    public string? LastSkip { get; init; }

    /// <summary>When everything was read last; null before the first time.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public SetupProblem? Problem { get; init; }

    /// <summary>How often in a row it failed.</summary>
    public int Failures { get; init; }
}
