using System.ComponentModel.DataAnnotations;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Definitions;

/// <summary>What a definition is to say. On an update it is the whole new version; only <paramref name="Terms"/> stay as they are where they are left out.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Source">The source of the data points.</param>
/// <param name="Formula">At most 2,000 characters of the formula language.</param>
/// <param name="Metric">What is measured; the name where it is left out.</param>
/// <param name="Fields">The fields that the formula may read; any where it is left out.</param>
/// <param name="Baseline">A fixed baseline, a decimal; 0 where it is left out.</param>
/// <param name="BaselineFrom">A baseline that is measured, instead of a fixed one.</param>
/// <param name="Schedule">hourly, daily, weekly or monthly (the default).</param>
/// <param name="StartsOn">The first day of the first period that is calculated by itself; this month's first day where it is left out. Earlier ones can be run by hand.</param>
/// <param name="TimeZone">IANA name of the zone whose days count; the workspace's where it is left out.</param>
/// <param name="Terms">What it costs; needs the finance hat.</param>
/// <param name="CloneOf">On creation: the definition to copy; schedule, start, time zone and terms are its where they are left out, and terms left so need no hat.</param>
public sealed record DefinitionRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(@"[^\p{C}]+", ErrorMessage = "One line of text.")] string Name,
    [Required, RegularExpression("[a-z0-9-]{1,40}")] string Source,
    [Required, StringLength(4000)] string Formula,
    [StringLength(100), RegularExpression(@"[^\p{C}]+", ErrorMessage = "One line of text.")] string? Metric = null,
    [MaxLength(100)] IReadOnlyList<string>? Fields = null,
    [StringLength(40)] string? Baseline = null,
    BaselineRequest? BaselineFrom = null,
    [StringLength(10)] string? Schedule = null,
    DateOnly? StartsOn = null,
    [StringLength(64)] string? TimeZone = null,
    TermsRequest? Terms = null,
    [StringLength(60)] string? CloneOf = null);

/// <summary>A measured baseline.</summary>
/// <param name="Method">
/// <c>mean</c>, <c>median</c>: of the measure over the periods of a reference range; <c>previous</c>: the measure of the period before; <c>trailing</c>: its mean
/// over the last <paramref name="Periods"/> periods before.
/// </param>
/// <param name="Measure">A formula over the fields, such as <c>sum(amount)</c>.</param>
/// <param name="From">First day of the reference range; for mean and median.</param>
/// <param name="To">The day after its last; for mean and median.</param>
/// <param name="Periods">How many periods before, 2 to 366; for trailing.</param>
public sealed record BaselineRequest(
    [Required, RegularExpression("mean|median|previous|trailing")] string Method,
    [Required, StringLength(2000)] string Measure,
    DateOnly? From = null,
    DateOnly? To = null,
    [Range(2, 366)] int? Periods = null);

/// <summary>What a value costs. Amounts are decimals in the currency's major unit, as strings.</summary>
/// <param name="UnitPrice">Price of one unit of the result.</param>
/// <param name="Share">The part that is charged, over 0 and at most 1; 1 where it is left out.</param>
/// <param name="MinimumResult">Results below it cost nothing.</param>
/// <param name="Floor">The fee is at least this.</param>
/// <param name="Cap">The fee is at most this.</param>
/// <param name="Currency">ISO 4217; the workspace's where it is left out.</param>
/// <param name="Tiers">Graduated prices by rising bounds; the unit price is then that of what lies beyond the last.</param>
public sealed record TermsRequest(
    [StringLength(40)] string? UnitPrice = null,
    [StringLength(40)] string? Share = null,
    [StringLength(40)] string? MinimumResult = null,
    [StringLength(40)] string? Floor = null,
    [StringLength(40)] string? Cap = null,
    [StringLength(3, MinimumLength = 3)] string? Currency = null,
    [MaxLength(ValueTerms.MostTiers)] IReadOnlyList<TierRequest>? Tiers = null);

/// <summary>A price for the part of the result up to a bound, from the bound before it on.</summary>
/// <param name="UpTo">The bound, over 0.</param>
/// <param name="UnitPrice">Price of one unit of that part.</param>
public sealed record TierRequest([Required, StringLength(40)] string UpTo, [Required, StringLength(40)] string UnitPrice);
