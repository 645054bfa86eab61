using System.ComponentModel.DataAnnotations;

namespace Artisan.Areas.Billing;

/// <summary>How usage is metered and money collected; section <c>Billing</c>.</summary>
public sealed class BillingOptions
{
    /// <summary>Who collects the money: <c>Auto</c> (Stripe where a secret key is set, else embedded), <c>Embedded</c> or <c>Stripe</c>. Default <c>Auto</c>.</summary>
    public ProviderChoice Provider { get; set; } = ProviderChoice.Auto;

    /// <summary>How many seconds pass between two writes of the counted API calls. Default 5, range 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int ApiCallFlushSeconds { get; set; } = 5;

    /// <summary>How many events a recount reads in one message before it goes on in another. Default 200,000, range 10 to 10,000,000.</summary>
    [Range(10, 10_000_000)]
    public int RecountEvents { get; set; } = 200_000;

    /// <summary>For how many minutes after its end a period still takes its events before it is billed. Default 60, range 0 to 1,440.</summary>
    [Range(0, 1_440)]
    public int GraceMinutes { get; set; } = 60;

    /// <summary>How often an hour a workspace may try a card or open a page to pay on, so that nobody tests stolen cards here. Default 20, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int PaymentTriesPerHour { get; set; } = 20;
}

/// <summary>Who collects the money.</summary>
public enum ProviderChoice
{
    /// <summary>Stripe where its secret key is set, else embedded.</summary>
    Auto,

    /// <summary>Artisan itself, with simulated payments.</summary>
    Embedded,

    /// <summary>Stripe.</summary>
    Stripe,
}
