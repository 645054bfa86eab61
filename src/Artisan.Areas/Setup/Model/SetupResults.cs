namespace Artisan.Areas.Setup.Model;

/// <summary>What checking the steps found, of each step that has anything to show.</summary>
/// <param name="Sample">What the source has: the data source's step.</param>
/// <param name="Preview">What the sample becomes: the metrics' step.</param>
/// <param name="Baseline">The figures of the reference range and their level: the baseline's step.</param>
/// <param name="Accuracy">The measured figure beside the known one: the testing step.</param>
public sealed record SetupResults(SampleResult? Sample = null, PreviewResult? Preview = null, BaselineResult? Baseline = null, AccuracyResult? Accuracy = null)
{
    /// <summary>These results and those of another step.</summary>
    internal SetupResults With(SetupResults? other) => other is null ? this : new(other.Sample ?? Sample, other.Preview ?? Preview, other.Baseline ?? Baseline, other.Accuracy ?? Accuracy);
}

/// <summary>A few records of the source.</summary>
/// <param name="Fields">The fields they have.</param>
/// <param name="Rows">The records.</param>
public sealed record SampleResult(IReadOnlyList<SampleField> Fields, IReadOnlyList<SampleRow> Rows);

/// <summary>A field of the sample.</summary>
/// <param name="Name">The source's name of it.</param>
/// <param name="IsNumber">Whether all its values are numbers.</param>
/// <param name="IsTime">Whether all its values are dates or instants.</param>
public sealed record SampleField(string Name, bool IsNumber, bool IsTime);

/// <summary>One record of the sample; long values are cut.</summary>
public sealed record SampleRow(string Id, DateTimeOffset Time, IReadOnlyDictionary<string, string> Values);

/// <summary>What the sample becomes.</summary>
/// <param name="Rows">One a record, in the sample's order.</param>
/// <param name="Counted">How many become points.</param>
public sealed record PreviewResult(IReadOnlyList<PreviewRow> Rows, int Counted);

/// <summary>What a record becomes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">The instant that counts; null where it becomes no point.</param>
/// <param name="Values">Its numbers, decimals by their names here.</param>
/// <param name="Skipped">Why it becomes no point; null where it does.</param>
public sealed record PreviewRow(string Id, DateTimeOffset? Time, IReadOnlyDictionary<string, string> Values, string? Skipped);

/// <summary>The figures of a reference range.</summary>
/// <param name="Periods">One figure a period, the oldest first.</param>
/// <param name="Level">The baseline.</param>
public sealed record BaselineResult(IReadOnlyList<BaselinePeriod> Periods, string? Level);

/// <summary>A period of the reference range.</summary>
/// <param name="Name">Its name, such as 2026-01.</param>
/// <param name="Points">How many points it has.</param>
/// <param name="Value">The measure, a decimal; null where it has no result.</param>
/// <param name="Problem">Why not.</param>
public sealed record BaselinePeriod(string Name, long Points, string? Value, string? Problem);

/// <summary>The measured figure beside the known one; decimals.</summary>
/// <param name="Measured">What the measure gives.</param>
/// <param name="Reference">What it ought to give.</param>
/// <param name="Accuracy">0 to 100, cut off behind two digits.</param>
/// <param name="Points">How many points went in.</param>
public sealed record AccuracyResult(string Measured, string Reference, string Accuracy, long Points);

/// <summary>Why a step is not right yet.</summary>
/// <param name="Code">
/// wrong_credentials, no_permission, unreachable, rate_limited, malformed, no_records, unknown_field, not_mapped, measure_invalid, sync_running, sync_failed, empty_period, undefined, below_target or closed.
/// </param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Field">The setting that it is about, where it is about one.</param>
public sealed record SetupProblem(string Code, string Message, string? Field = null);
