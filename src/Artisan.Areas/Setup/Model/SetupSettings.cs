using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Setup.Model;

/// <summary>What the steps hold. A request names the one step that it saves; an answer all that are saved.</summary>
/// <param name="ApiIntegration">Where the data comes from, and what opens it.</param>
/// <param name="DataSource">What is read, and under which name.</param>
/// <param name="MetricsConfig">Which fields become numbers, and what is measured.</param>
/// <param name="Baseline">What would have been without you.</param>
/// <param name="Testing">A figure that is known to be right.</param>
public sealed record SetupSettings(
    ApiIntegrationSettings? ApiIntegration = null, DataSourceSettings? DataSource = null, MetricsConfigSettings? MetricsConfig = null, BaselineSettings? Baseline = null,
    TestingSettings? Testing = null)
{
    /// <summary>The steps that have settings here.</summary>
    internal IEnumerable<string> Named()
    {
        if (ApiIntegration is not null) yield return SetupSteps.ApiIntegration;
        if (DataSource is not null) yield return SetupSteps.DataSource;
        if (MetricsConfig is not null) yield return SetupSteps.MetricsConfig;
        if (Baseline is not null) yield return SetupSteps.Baseline;
        if (Testing is not null) yield return SetupSteps.Testing;
    }

    /// <summary>These settings and those of another step.</summary>
    internal SetupSettings With(SetupSettings other) => new(
        other.ApiIntegration ?? ApiIntegration, other.DataSource ?? DataSource, other.MetricsConfig ?? MetricsConfig, other.Baseline ?? Baseline, other.Testing ?? Testing);
}

/// <summary>Where the data comes from.</summary>
/// <param name="Kind">stripe, hubspot, salesforce, segment, custom or csv.</param>
/// <param name="Credentials">What opens it, by name. In an answer secrets are shown by their last four characters only; what a request leaves out stays as it was.</param>
public sealed record ApiIntegrationSettings(
    [Required, StringLength(20, MinimumLength = 1)] string Kind,
    [MaxLength(10)] IReadOnlyDictionary<string, string>? Credentials = null);

/// <summary>What is read.</summary>
/// <param name="Source">The name under which the points are kept and definitions find them: 1 to 40 of a-z, 0-9 and -.</param>
/// <param name="Object">The kind of record, for sources that are read from here.</param>
/// <param name="Fields">Further fields by the source's own names, for records that take any.</param>
public sealed record DataSourceSettings(
    [Required, RegularExpression("[a-z0-9-]{1,40}")] string Source,
#pragma warning disable CA1720 // The word of the vendors that are read.
    [StringLength(60)] string? Object = null,
#pragma warning restore CA1720
    [MaxLength(20)] IReadOnlyList<string>? Fields = null);

/// <summary>Which fields become numbers, and what is measured of them.</summary>
/// <param name="Metric">What is measured, in words.</param>
/// <param name="Measure">A formula over the mapped fields, such as <c>sum(amount)</c>.</param>
/// <param name="Fields">Which field becomes which; at least one.</param>
/// <param name="TimeField">The field whose date counts; the record's own where it is left out.</param>
/// <param name="Where">Only records that meet all of these count; all do where it is left out.</param>
public sealed record MetricsConfigSettings(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(@"[^\p{C}]+", ErrorMessage = "One line of text.")] string Metric,
    [Required, StringLength(2000)] string Measure,
    [Required, MinLength(1), MaxLength(20)] IReadOnlyList<FieldMap> Fields,
    [StringLength(100)] string? TimeField = null,
    [MaxLength(5)] IReadOnlyList<FieldCondition>? Where = null);

/// <summary>A field of the source and what it is called here.</summary>
/// <param name="From">The source's name.</param>
/// <param name="To">The name in formulas: 1 to 64 of a-z, A-Z, 0-9 and _, not beginning with a digit.</param>
public sealed record FieldMap([Required, StringLength(100, MinimumLength = 1)] string From, [Required, RegularExpression("[a-zA-Z_][a-zA-Z0-9_]{0,63}")] string To);

/// <summary>A field has exactly this value.</summary>
/// <param name="Field">The source's name of the field.</param>
/// <param name="Value">The value, as the sample shows it.</param>
public sealed record FieldCondition([Required, StringLength(100, MinimumLength = 1)] string Field, [StringLength(200)] string Value);

/// <summary>What would have been without you.</summary>
/// <param name="Method">mean, median, trailing or fixed.</param>
/// <param name="Period">hourly, daily, weekly or monthly: what one figure is of.</param>
/// <param name="From">First day of the reference range.</param>
/// <param name="To">The day after its last.</param>
/// <param name="Periods">How many of the last periods of the range a trailing baseline takes.</param>
/// <param name="Value">The figure of a fixed baseline, a decimal.</param>
public sealed record BaselineSettings(
    [Required, RegularExpression("mean|median|trailing|fixed")] string Method,
    [Required, RegularExpression("hourly|daily|weekly|monthly")] string Period,
    DateOnly From,
    DateOnly To,
    [Range(2, 366)] int? Periods = null,
    [StringLength(40)] string? Value = null);

/// <summary>A figure that is known to be right, to compare the measured one with.</summary>
/// <param name="From">First day.</param>
/// <param name="To">The day after the last.</param>
/// <param name="Reference">What the measure ought to give between them, a decimal.</param>
public sealed record TestingSettings(DateOnly From, DateOnly To, [Required, StringLength(40)] string Reference);
