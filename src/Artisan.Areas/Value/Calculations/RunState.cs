namespace Artisan.Areas.Value.Calculations;

/// <summary>How far a definition is calculated; the home row that messages about it are checked against.</summary>
/// <param name="Next">The number of the first period that was not calculated yet.</param>
/// <param name="Due">The instant at which that period is to be calculated.</param>
internal sealed record RunState(int Next, DateTimeOffset Due)
{
    /// <summary>Up to which hour late points were looked at; null before any were.</summary>
    public DateTimeOffset? LateSeen { get; init; }

    /// <summary>Why the last period that could not be calculated could not be.</summary>
    public string? Problem { get; init; }
}
