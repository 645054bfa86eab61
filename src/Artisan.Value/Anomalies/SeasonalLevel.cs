namespace Artisan.Value.Anomalies;

/// <summary>Signal: the last values lie off the level that is usual at their time of the day or week. The usual levels follow slowly, and no single value pulls them far.</summary>
internal sealed class SeasonalLevel
{
    private const double Rate = 0.05;
    private const int Learning = 50;
    private const double FarthestPull = 8;

    /// <summary>The usual level by the time of day or the weekday.</summary>
    public Dictionary<int, double> Levels { get; set; } = [];

    /// <summary>The usual distance from it.</summary>
    public double Spread { get; set; }

    public int Seen { get; set; }

    public MovingMean Distance { get; set; } = new();

    public TailRank Rank { get; set; } = new();

    /// <summary>What was usual at the time of the last value, for people.</summary>
    public double Usual { get; set; }

    public double? Next(DateTimeOffset time, double value, AnomalySettings settings)
    {
        var slot = settings.ByDayOfWeek ? (int)time.DayOfWeek : (int)(time.TimeOfDay.TotalMinutes / 30);
        var isKnown = Levels.TryGetValue(slot, out var level);
        Usual = isKnown ? level : value;
        var distance = value - Usual;
        var limit = (FarthestPull * Spread) + 1e-12;
        Levels[slot] = !isKnown || ++Seen < Learning ? Usual + (distance / (isKnown ? 2 : 1)) : level + (Rate * Math.Clamp(distance, -limit, limit));
        var pull = Math.Abs(distance);
        Spread += ((Seen < Learning * 6 ? pull : Math.Min(pull, limit)) - Spread) / Math.Clamp(Seen, 1, 1000);
        return Rank.Next(Math.Abs(Distance.Next(distance, settings.LevelRows)), settings);
    }
}
