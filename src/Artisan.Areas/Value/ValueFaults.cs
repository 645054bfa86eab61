using Artisan.Platform.Http;

namespace Artisan.Areas.Value;

/// <summary>The refusals of the area.</summary>
public static class ValueFaults
{
    public static readonly Fault PointConflict = new("value.point_conflict", 409, "The source has another point with this id; send correct: true to replace it.");
    public static readonly Fault PointRefused = new("value.point_refused", 422, "The day cannot take this point.");
    public static readonly Fault FormulaInvalid = new("value.formula_invalid", 422, "The formula cannot be read.");
    public static readonly Fault FormulaFailed = new("value.formula_failed", 422, "The formula gives no result on these points.");
    public static readonly Fault FeeTooLarge = new("value.fee_too_large", 422, "The fee of this result is beyond what an invoice can state.");
    public static readonly Fault FinanceNeeded = new("value.finance_needed", 403, "Price, share, cap, floor, minimum and currency need the finance hat.");
    public static readonly Fault PriceMissing = new("value.price_missing", 409, "The definition has no unit price yet; somebody with the finance hat sets it.");
    public static readonly Fault InReview = new("value.definition_in_review", 409, "This version is being reviewed.");
    public static readonly Fault ScheduleFixed = new("value.schedule_fixed", 409, "Period and start cannot change once a version was active: make a new definition.");
    public static readonly Fault NothingToActivate = new("value.nothing_to_activate", 409, "There is no version that could be activated.");
    public static readonly Fault NothingToSubmit = new("value.nothing_to_submit", 409, "Only a draft, or a version for which changes were requested, can be submitted.");
    public static readonly Fault NoData = new("value.no_data", 422, "The source has no data points yet: nobody could see what the definition gives.");
    public static readonly Fault NotCalculated = new("value.not_calculated", 409, "This period has no calculation to compare with.");
    public static readonly Fault NotActive = new("value.definition_not_active", 409, "No version of this definition is active; activate one first.");
    public static readonly Fault PeriodUnknown = new("value.period_unknown", 400, "This is not a period of the definition.");
    public static readonly Fault PeriodOpen = new("value.period_open", 409, "This period has not ended yet; try a formula on it instead.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        PointConflict, PointRefused, FormulaInvalid, FormulaFailed, FeeTooLarge, FinanceNeeded, PriceMissing, InReview, ScheduleFixed, NothingToActivate, NotActive,
        PeriodUnknown, PeriodOpen, NothingToSubmit, NoData, NotCalculated,
    ];
}
