using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Storage;
using Artisan.Areas.Setup.Sync;
using Artisan.Areas.Value.Contracts;
using Artisan.Value.Calculations;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Setup.Checks;

/// <summary>Checks the steps that are about the figures: the baseline, and how right the measure is. Both go by the data points that are there.</summary>
internal sealed class MeasureChecks(IValueData data)
{
    private const int MostPeriods = 200;
    private const int MostHourlyDays = 8;
    private const int LongestProblem = 40;

    /// <summary>Measures every period of the reference range, and their level.</summary>
    public async Task<StepFinding> BaselineAsync(string workspaceId, StoredSetup stored, CancellationToken ct)
    {
        if (Unread(stored) is { } waiting) return waiting;
        var (settings, metrics) = (stored.Snapshot.Settings.Baseline!, stored.Snapshot.Settings.MetricsConfig!);
        var kind = KindOf(settings.Period);
        if (kind is PeriodKind.Hourly && settings.To.DayNumber - settings.From.DayNumber > MostHourlyDays)
        {
            return Empty($"By the hour, the reference range has at most {MostHourlyDays} days.", "baseline.to");
        }

        var measured = await data.MeasureAsync(workspaceId, stored.Snapshot.Settings.DataSource!.Source, metrics.Measure, kind, settings.From, settings.To, ct);
        if (measured.Count is 0 or > MostPeriods) return Empty($"The reference range holds no whole period, or over {MostPeriods}. Choose other days, or longer periods.", "baseline.to");
        var result = new BaselineResult([.. measured.Select(Shown)], null);
        var results = new SetupResults(Baseline: result);
        if (measured.All(m => m.Points == 0)) return Empty("There are no data points in the reference range. Choose days on which there are some.", "baseline.from", results);
        if (settings.Method == "fixed") return Found(result, settings.Value!, settings.Method);

        var used = settings.Method == "trailing" ? measured.TakeLast(settings.Periods!.Value).ToList() : measured;
        if (settings.Method == "trailing" && used.Count < settings.Periods)
        {
            return Empty($"The reference range has {measured.Count} whole periods; a trailing baseline over {settings.Periods} needs as many.", "baseline.periods", results);
        }

        if (used.FirstOrDefault(m => m.Value is null) is { } undefined) return Undefined($"The measure has no result in {undefined.Name}: {undefined.Problem}", results);
        try
        {
            var values = used.Select(m => m.Value!.Value).ToList();
            return Found(result, DecimalText.Format(settings.Method == "median" ? ReferenceLevel.Median(values) : ReferenceLevel.Mean(values)), settings.Method);
        }
        catch (OverflowException)
        {
            return Undefined("The figures are too large to be averaged.", results);
        }
    }

    /// <summary>Measures a stretch of time and compares the figure with the known one.</summary>
    public async Task<StepFinding> TestingAsync(string workspaceId, StoredSetup stored, CancellationToken ct)
    {
        if (Unread(stored) is { } waiting) return waiting;
        var (settings, metrics) = (stored.Snapshot.Settings.Testing!, stored.Snapshot.Settings.MetricsConfig!);
        var measured = await data.MeasureAsync(workspaceId, stored.Snapshot.Settings.DataSource!.Source, metrics.Measure, settings.From, settings.To, ct);
        if (measured.Points == 0) return Empty("There are no data points on these days. Choose days on which there are some.", "testing.from");
        if (measured.Value is not { } value) return Undefined($"The measure has no result on these days: {measured.Problem}");

        var reference = DecimalText.Parse(settings.Reference);
        var accuracy = Accuracy.Of([new AccuracyPair(value, reference)]);
        var percent = DecimalText.FormatFixed(accuracy, 2);
        var results = new SetupResults(Accuracy: new AccuracyResult(DecimalText.Format(value), DecimalText.Format(reference), percent, measured.Points));
        if (accuracy >= Accuracy.Least) return new StepFinding(Note: $"The measure is {percent} % accurate.", Results: results);
        return StepFinding.Wrong(
            "below_target", $"The measure is {percent} % accurate; {Accuracy.Least} % are needed. Compare the mapping and the conditions with how the reference was made.", "metricsConfig.fields", results);
    }

    private static StepFinding Empty(string message, string field, SetupResults? results = null) => StepFinding.Wrong("empty_period", message, field, results);

    private static StepFinding Undefined(string message, SetupResults? results = null) => StepFinding.Wrong("undefined", message, "metricsConfig.measure", results);

    private static BaselinePeriod Shown(MeasuredPeriod period) =>
        new(period.Name, period.Points, period.Value is { } value ? DecimalText.Format(value) : null, period.Problem is null ? null : Samples.Cut(period.Problem, LongestProblem));

    private static StepFinding Found(BaselineResult result, string level, string method) =>
        new(Note: $"The baseline is {level} ({method}).", Results: new SetupResults(Baseline: result with { Level = level }));

    // A source that is read has to have been read once; one that sends has sent.
    private static StepFinding? Unread(StoredSetup stored) => stored.Sync?.Basis != SyncSource.BasisOf(stored.Snapshot) ? null : stored.Sync switch
    {
        { SyncedAt: null, Problem: { } problem } => StepFinding.Wrong("sync_failed", $"The source could not be read yet: {problem.Message}"),
        { SyncedAt: null, Records: var records } => StepFinding.Wrong("sync_running", $"The source is being read for the first time: {records} records so far. Validate again in a moment."),
        _ => null,
    };

    private static PeriodKind KindOf(string period) => period switch
    {
        "hourly" => PeriodKind.Hourly,
        "daily" => PeriodKind.Daily,
        "weekly" => PeriodKind.Weekly,
        "monthly" => PeriodKind.Monthly,
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };
}
