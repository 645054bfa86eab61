namespace Artisan.Areas.Value.Contracts;

/// <summary>A period of a definition, or a day of a source, and its figure.</summary>
/// <param name="At">The period's first instant; the day's midnight in its own zone.</param>
/// <param name="Name">The period's name, such as 1997-01 or 1997-01-31.</param>
/// <param name="Value">The result, or the day's total; 0 for a day without points.</param>
/// <param name="CalculationId">The calculation; null for a day.</param>
public sealed record SeriesPoint(DateTimeOffset At, string Name, decimal Value, string? CalculationId = null);

/// <summary>A definition, for areas that watch it.</summary>
public sealed record WatchedDefinition(string Id, string Name, string Source);

/// <summary>How right a definition measures.</summary>
/// <param name="Percent">In percent.</param>
/// <param name="Period">The newest of the periods that it is told by.</param>
public sealed record MeasuredAccuracy(decimal Percent, string Period);

/// <summary>What was measured over time, for other areas.</summary>
public interface IValueSeries
{
    /// <summary>A workspace's definitions.</summary>
    Task<IReadOnlyList<WatchedDefinition>> DefinitionsAsync(string workspaceId, CancellationToken ct);

    /// <summary>The results of a definition's newest periods, by the calculations that count, the oldest first; none where there is no such definition.</summary>
    Task<IReadOnlyList<SeriesPoint>> OfDefinitionAsync(string workspaceId, string definitionId, int periods, CancellationToken ct);

    /// <summary>How right a definition measures, by the calculations that count; null where too little is known.</summary>
    Task<MeasuredAccuracy?> AccuracyAsync(string workspaceId, string definitionId, CancellationToken ct);

    /// <summary>
    /// A source's daily totals by field, and under <see cref="Points"/> how many points each day has: the last <paramref name="days"/> days that have ended, the oldest first,
    /// from the first one with points on; none where the source has no points.
    /// </summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>>> OfSourceAsync(string workspaceId, string source, int days, CancellationToken ct);

    /// <summary>Stands for the number of points among the fields; no field has this name.</summary>
    const string Points = "*";
}
