using System.Globalization;

namespace Artisan.Value.Anomalies;

/// <summary>The signals, in the order in which a detector asks them.</summary>
internal enum AnomalySignal
{
    Extremes,
    Level,
    Forecast,
    Shape,
    Succession,
}

/// <summary>Why a value is unusual, in a sentence.</summary>
internal static class AnomalyReason
{
    public static string Of(AnomalySignal signal, double value, double usual, AnomalySettings settings)
    {
        var (text, side) = (Text(value), value >= usual ? "above" : "below");
        var when = settings.ByDayOfWeek ? "on this weekday" : "at this time of day";
        return signal switch
        {
            AnomalySignal.Extremes => $"The value {text} is far {side} almost everything so far; {Text(usual)} is usual {when}.",
            AnomalySignal.Level => settings.LevelRows == 1 ? $"The value {text} is {side} the level that is usual {when}, {Text(usual)}." : $"The last {settings.LevelRows} values lie {side} the level that is usual {when}; {text} now, {Text(usual)} as a rule.",
            AnomalySignal.Forecast => $"The last values moved away from what the course before them foretold; {text} now, {Text(usual)} is usual {when}.",
            AnomalySignal.Shape => $"The last {settings.ShapeLength} values, up to {text}, take a course unlike any before.",
            AnomalySignal.Succession => $"The last values, up to {text}, follow each other as they did not before.",
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) is >= 1e7 or (< 1e-3 and > 0) ? "0.###E+0" : "0.###", CultureInfo.InvariantCulture);
}
