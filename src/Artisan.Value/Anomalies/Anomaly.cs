namespace Artisan.Value.Anomalies;

/// <summary>What a detector makes of one value.</summary>
/// <param name="Score">0 for what is usual, towards 1 for what was never seen; 0.5 and more is worth an alert.</param>
/// <param name="Reason">Why, in words; empty below 0.5.</param>
public readonly record struct Anomaly(double Score, string Reason)
{
    /// <summary>The score from which on a value is worth an alert.</summary>
    public const double Threshold = 0.5;

    /// <summary>Whether the value is worth an alert.</summary>
    public bool IsAlert => Score >= Threshold;
}
