using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Value.Anomalies;

/// <summary>
/// Tells unusual values of a series, one by one, from what came before them and nothing else. Five signals each say how rare the value is among their own past;
/// their mean is the score. After an anomaly its echoes are held down for a while. The same values give the same scores, also when the detector was saved in between.
/// </summary>
public sealed class AnomalyDetector
{
    // One signal alone does not make an anomaly, however sure it is.
    private const double MostOfOne = 15;
    private const double AlertAt = 3.6;
    private const int FewestSignals = 2;

    // Squares and sums of larger ones would leave the range of numbers.
    private const double Largest = 1e60;

    private readonly DetectorState _state;

    /// <summary>Begins a series.</summary>
    public AnomalyDetector(AnomalySettings settings)
        : this(new DetectorState { Settings = settings })
    {
    }

    private AnomalyDetector(DetectorState state) => _state = state;

    /// <summary>Goes on where <see cref="Save"/> left off.</summary>
    /// <exception cref="JsonException">This is no saved detector.</exception>
    public static AnomalyDetector Restore(string saved) => new(JsonSerializer.Deserialize(saved, AnomalyJson.Default.DetectorState) ?? throw new JsonException("No detector."));

    /// <summary>Everything it knows, as JSON: at most about 300 KB for <see cref="AnomalySettings.Stream"/> and 60 KB for <see cref="AnomalySettings.Daily"/>, however long the series is.</summary>
    public string Save() => JsonSerializer.Serialize(_state, AnomalyJson.Default.DetectorState);

    /// <summary>The score of the next value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number.</exception>
    public Anomaly Next(DateTimeOffset time, double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), "The value must be a finite number.");
        var settings = _state.Settings;
        value = Math.Clamp(value, -Largest, Largest);
        Span<double?> signals =
        [
            _state.Extremes.Next(value, settings), _state.Level.Next(time, value, settings), _state.Forecast.Next(time, value, settings),
            _state.Shape.Next(value, settings), _state.Succession.Next(value, settings),
        ];
        var (sum, count, strongest) = (0.0, 0, 0);
        for (var i = 0; i < signals.Length; i++)
        {
            if (signals[i] is not { } signal) continue;
            (sum, count) = (sum + Math.Min(MostOfOne, signal), count + 1);
            if (signal > (signals[strongest] ?? 0)) strongest = i;
        }

        var rarity = count < FewestSignals ? 0 : sum / count;
        var score = 1 - Math.Pow(2, -rarity / AlertAt);
        if (_state.Quiet > 0)
        {
            _state.Quiet--;
            return new Anomaly(score / 2, "");
        }

        if (rarity < AlertAt) return new Anomaly(score, "");
        _state.Quiet = settings.QuietRows;
        return new Anomaly(Math.Max(score, Anomaly.Threshold), AnomalyReason.Of((AnomalySignal)strongest, value, _state.Level.Usual, settings));
    }
}

/// <summary>All that a detector remembers.</summary>
internal sealed class DetectorState
{
    public required AnomalySettings Settings { get; set; }

    public ValueExtremes Extremes { get; set; } = new();

    public SeasonalLevel Level { get; set; } = new();

    public ForecastError Forecast { get; set; } = new();

    public ShapeNeighbours Shape { get; set; } = new();

    public LevelSuccession Succession { get; set; } = new();

    /// <summary>For how many more rows echoes are held down.</summary>
    public int Quiet { get; set; }
}

[JsonSerializable(typeof(DetectorState))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AnomalyJson : JsonSerializerContext;
