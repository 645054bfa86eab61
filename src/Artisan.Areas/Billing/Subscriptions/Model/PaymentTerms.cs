namespace Artisan.Areas.Billing.Subscriptions;

/// <summary>How long payers are waited for.</summary>
internal static class PaymentTerms
{
    /// <summary>A trial lasts 14 days.</summary>
    public static readonly TimeSpan Trial = TimeSpan.FromDays(14);

    /// <summary>So many days before its end the owners are reminded of it.</summary>
    public const int TrialReminderDays = 3;

    /// <summary>How long a first payment waits to be confirmed.</summary>
    public static readonly TimeSpan FirstPayment = TimeSpan.FromHours(23);

    // Days after the first failure: four more tries, then unpaid, then Free.
    private static readonly int[] Days = [1, 3, 5, 7, 14, 21];

    /// <summary>The step of dunning at which the tries are used up.</summary>
    public const int Unpaid = 4;

    /// <summary>The step of dunning at which the workspace goes to Free.</summary>
    public const int Ended = 5;

    /// <summary>When the nth step of dunning is due, from 0: tries on days 1, 3, 5 and 7, unpaid on day 14, Free on day 21.</summary>
    public static DateTimeOffset DunningAt(DateTimeOffset firstFailedAt, int step) => firstFailedAt.AddDays(Days[step]);
}
