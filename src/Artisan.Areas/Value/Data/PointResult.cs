namespace Artisan.Areas.Value.Data;

/// <summary>What became of a point.</summary>
internal enum PointStatus
{
    Stored,
    Repeated,
    Corrected,
    Conflict,
    Invalid,
    Failed,
}

/// <summary>What became of a point, and the payload that its id holds now where that is known.</summary>
internal sealed record PointResult(PointStatus Status)
{
    public string? Detail { get; init; }

    public string? HeldPayload { get; init; }

    /// <summary>What kept the point from being stored, for <see cref="PointStatus.Failed"/>.</summary>
    public Exception? Failure { get; init; }

    public static PointResult Conflict(string held) => new(PointStatus.Conflict)
    {
        Detail = "The source has another point with this id; send correct: true to replace it.",
        HeldPayload = held,
    };

    public static string Name(PointStatus status) => status switch
    {
        PointStatus.Stored => "stored",
        PointStatus.Repeated => "repeated",
        PointStatus.Corrected => "corrected",
        PointStatus.Conflict => "conflict",
        PointStatus.Invalid => "invalid",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
