namespace Artisan.Value.Anomalies;

/// <summary>
/// Signal: values that the recent course did not foretell. Five simple forecasts (the last value, a fast and a slow mean, the time of day, the time of the week)
/// are weighed by how well they did; what counts is the error against the usual error at that time, over some rows.
/// </summary>
internal sealed class ForecastError
{
    private const int Forecasts = 5;
    private const int Learning = 50;
    private const double Sharpness = 6;
    private const double FarthestPull = 6;
    private const double MostSurprise = 12;

    public Dictionary<int, double> Days { get; set; } = [];

    public Dictionary<int, double> Weeks { get; set; } = [];

    public Dictionary<int, double> ErrorsByTime { get; set; } = [];

    public double[] Errors { get; set; } = new double[Forecasts];

    public double Last { get; set; }

    public double Fast { get; set; }

    public double Slow { get; set; }

    public double OffDay { get; set; }

    public double OffWeek { get; set; }

    public double UsualError { get; set; }

    public int Seen { get; set; }

    public TailRank Single { get; set; } = new();

    public MovingMean Surprise { get; set; } = new();

    public TailRank Rank { get; set; } = new();

    public double? Next(DateTimeOffset time, double value, AnomalySettings settings)
    {
        if (Seen++ == 0) (Last, Fast, Slow) = (value, value, value);
        var minutes = time.TimeOfDay.TotalMinutes;
        var (slot, weekSlot) = ((int)(minutes / 15), ((int)time.DayOfWeek * 48) + (int)(minutes / 30));
        var (day, week) = (Days.TryGetValue(slot, out var d) ? d : double.NaN, Weeks.TryGetValue(weekSlot, out var w) ? w : double.NaN);
        ReadOnlySpan<double> forecasts = [Last, Fast, Slow, day + OffDay, week + OffWeek];

        var error = Math.Abs(value - Weighed(forecasts));
        var limit = (FarthestPull * UsualError) + 1e-12;
        var usualNow = ErrorsByTime.TryGetValue(slot, out var known) && known > 0 ? known : UsualError;
        var relative = error / ((0.5 * (usualNow + UsualError)) + (0.01 * UsualError) + (1e-9 * (1 + Math.Abs(value))));
        LearnErrors(forecasts, value, error, limit, slot);
        LearnLevels(slot, weekSlot, day, week, value, limit);
        var surprise = Single.Next(Math.Log(1 + relative), settings) ?? 0;
        return Rank.Next(Surprise.Next(Math.Min(MostSurprise, surprise), settings.ForecastRows), settings);
    }

    private double Weighed(ReadOnlySpan<double> forecasts)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Forecasts; i++) if (!double.IsNaN(forecasts[i])) best = Math.Min(best, Errors[i]);
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < Forecasts; i++)
        {
            if (double.IsNaN(forecasts[i])) continue;
            var weight = Math.Pow((best + 1e-12) / (Errors[i] + 1e-12), Sharpness);
            (sum, weights) = (sum + (weight * forecasts[i]), weights + weight);
        }

        return sum / weights;
    }

    private void LearnErrors(ReadOnlySpan<double> forecasts, double value, double error, double limit, int slot)
    {
        var held = Seen < Learning ? error : Math.Min(error, limit);
        UsualError += (held - UsualError) / Math.Min(Seen, 600);
        ErrorsByTime[slot] = ErrorsByTime.TryGetValue(slot, out var known) && known > 0 ? known + (0.1 * (Math.Min(held, (FarthestPull * known) + 1e-12) - known)) : held;
        for (var i = 0; i < Forecasts; i++)
        {
            if (double.IsNaN(forecasts[i])) continue;
            var missed = Math.Abs(value - forecasts[i]);
            if (Seen >= Learning) missed = Math.Min(missed, 3 * limit);
            Errors[i] = Errors[i] == 0 ? missed : Errors[i] + ((missed - Errors[i]) / Math.Min(Seen, 300));
        }
    }

    private void LearnLevels(int slot, int weekSlot, double day, double week, double value, double limit)
    {
        OffDay = double.IsNaN(day) ? 0 : OffDay + (0.1 * (value - day - OffDay));
        OffWeek = double.IsNaN(week) ? 0 : OffWeek + (0.1 * (value - week - OffWeek));
        Days[slot] = double.IsNaN(day) ? value : day + (0.2 * Math.Clamp(value - day, -3 * limit, 3 * limit));
        Weeks[weekSlot] = double.IsNaN(week) ? value : week + (0.3 * Math.Clamp(value - week, -3 * limit, 3 * limit));
        Last = value;
        Fast += 0.25 * (value - Fast);
        Slow += 0.02 * (value - Slow);
    }
}
