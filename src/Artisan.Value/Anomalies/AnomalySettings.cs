namespace Artisan.Value.Anomalies;

/// <summary>How a detector looks at a series. <see cref="Stream"/> suits many values a day, <see cref="Daily"/> one value a day or fewer.</summary>
/// <param name="Memory">How many values each signal remembers to tell rare from usual.</param>
/// <param name="WarmUp">How many values a signal must have seen before it says anything.</param>
/// <param name="QuietRows">How many rows after an anomaly its echoes are held down.</param>
/// <param name="LevelRows">Over how many rows the distance from the usual level is averaged.</param>
/// <param name="ForecastRows">Over how many rows the surprise of the forecast is averaged.</param>
/// <param name="ShapeLength">How many values make a shape.</param>
/// <param name="ShapeRows">Over how many rows the strangeness of shapes, and of successions, is averaged.</param>
/// <param name="ShapeHistory">With how many earlier shapes one is compared.</param>
/// <param name="Neighbours">How many of the nearest of them count.</param>
/// <param name="ByDayOfWeek">Whether the usual level is that of the weekday; else that of the half hour of the day.</param>
public sealed record AnomalySettings(
    int Memory, int WarmUp, int QuietRows, int LevelRows, int ForecastRows, int ShapeLength, int ShapeRows, int ShapeHistory, int Neighbours, bool ByDayOfWeek)
{
    /// <summary>Many values a day: what the benchmark measures.</summary>
    public static AnomalySettings Stream { get; } = new(Memory: 1_500, WarmUp: 30, QuietRows: 80, LevelRows: 12, ForecastRows: 30, ShapeLength: 12, ShapeRows: 6, ShapeHistory: 300, Neighbours: 20, ByDayOfWeek: false);

    /// <summary>One value a day, or one a week or month.</summary>
    public static AnomalySettings Daily { get; } = new(Memory: 400, WarmUp: 21, QuietRows: 3, LevelRows: 1, ForecastRows: 2, ShapeLength: 4, ShapeRows: 2, ShapeHistory: 120, Neighbours: 5, ByDayOfWeek: true);
}
