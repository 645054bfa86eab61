namespace Artisan.Areas.Billing.Periods;

/// <summary>A billing period: the half-open stretch of time [Start, End), in UTC.</summary>
/// <param name="Number">Its number, counted from the anchor's, which is 0.</param>
/// <param name="Start">Its first instant.</param>
/// <param name="End">The first instant of the next one.</param>
internal readonly record struct BillingPeriod(int Number, DateTimeOffset Start, DateTimeOffset End)
{
    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;
}
