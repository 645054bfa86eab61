namespace Artisan.Areas.Value.Definitions;

/// <summary>Reads the baseline of a request.</summary>
internal static class Baselines
{
    private const int LongestReference = 3_660;

    public static BaselineRule Read(DefinitionRequest request, FieldProblems problems)
    {
        if (request.BaselineFrom is not { } from) return new BaselineRule(BaselineMethod.Fixed, problems.Decimal(request.Baseline, "baseline") ?? 0);
        problems.Require(request.Baseline is null or "0", "baseline", "Either a fixed baseline or one that is measured.");
        if (from.Method == "previous") return new BaselineRule(BaselineMethod.Previous, Measure: from.Measure);
        if (from.Method == "trailing")
        {
            problems.Require(from.Periods is not null, "baselineFrom.periods", "A trailing baseline needs the number of periods, 2 to 366.");
            return new BaselineRule(BaselineMethod.Trailing, Measure: from.Measure, Periods: from.Periods);
        }

        var days = from is { From: { } first, To: { } end } ? end.DayNumber - first.DayNumber : 0;
        problems.Require(days is > 0 and <= LongestReference, "baselineFrom", "A mean or median needs from and to, the day after its last, at most ten years apart.");
        return new BaselineRule(from.Method == "median" ? BaselineMethod.Median : BaselineMethod.Mean, Measure: from.Measure, From: from.From, To: from.To);
    }
}
