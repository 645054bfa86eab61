using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Contracts;

/// <summary>The data points of a workspace's sources, as other areas put and measure them.</summary>
public interface IValueData
{
    /// <summary>Stores points as they are now: a point whose id is there with other data replaces it. Doing it again changes nothing.</summary>
    Task<PutPoints> PutAsync(string workspaceId, string source, IReadOnlyList<DataPoint> points, CancellationToken ct);

    /// <summary>Stores points as somebody sent them: one whose id is there with other data replaces it only where it says that it is a correction, else it is refused. Doing it again changes nothing.</summary>
    Task<PutPoints> PutSentAsync(string workspaceId, string source, IReadOnlyList<SentPoint> points, CancellationToken ct);

    /// <summary>The points of a text of the form of <c>POST /api/value/data</c>, all of one source; they need not name it.</summary>
    ReadPoints Read(string source, ReadOnlyMemory<byte> json);

    /// <summary>Which of these ids have a point.</summary>
    Task<IReadOnlySet<string>> HeldAsync(string workspaceId, string source, IReadOnlyCollection<string> ids, CancellationToken ct);

    /// <summary>A few points of a source: of the last 30 days where there are any, else its first.</summary>
    Task<IReadOnlyList<DataPoint>> SampleAsync(string workspaceId, string source, int count, CancellationToken ct);

    /// <summary>What is wrong with a measure over these fields, in a sentence; null where it can be read.</summary>
    string? Problem(string measure, IReadOnlyCollection<string> fields);

    /// <summary>What a measure gives in each whole period between two days of the workspace's time zone, the last one not included.</summary>
    Task<IReadOnlyList<MeasuredPeriod>> MeasureAsync(string workspaceId, string source, string measure, PeriodKind kind, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>What a measure gives between two days of the workspace's time zone, the last one not included.</summary>
    Task<MeasuredPeriod> MeasureAsync(string workspaceId, string source, string measure, DateOnly from, DateOnly to, CancellationToken ct);
}

/// <summary>What became of points that were put.</summary>
/// <param name="Stored">How many are new or were replaced.</param>
/// <param name="Refused">How many could not be taken.</param>
/// <param name="Reason">Why the first of those could not be.</param>
public sealed record PutPoints(int Stored, int Refused, string? Reason);

/// <summary>A point that somebody sent.</summary>
/// <param name="Point">The point.</param>
/// <param name="Correct">Whether it corrects the one of its id.</param>
public sealed record SentPoint(DataPoint Point, bool Correct);

/// <summary>Points that were read.</summary>
/// <param name="Points">All of them; null where one cannot be taken.</param>
/// <param name="Problem">Why the first of those cannot be, in a sentence.</param>
public sealed record ReadPoints(IReadOnlyList<SentPoint>? Points, string? Problem = null);

/// <summary>A period and what was measured in it.</summary>
/// <param name="Name">The period's name, such as 1997-01.</param>
/// <param name="Points">How many points it has.</param>
/// <param name="Value">The measure; null where it has no result.</param>
/// <param name="Problem">Why not.</param>
public sealed record MeasuredPeriod(string Name, long Points, decimal? Value, string? Problem);
