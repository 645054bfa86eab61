using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Approvals.GoLive;

/// <summary>Whether value is billed, and what stands in its way.</summary>
/// <param name="State">off, on, pausing (on until the next period) or paused.</param>
/// <param name="Since">Since when it is on, or was before the pause.</param>
/// <param name="PausesAt">When the pause begins, or began.</param>
/// <param name="Ready">Whether all checks are green.</param>
/// <param name="Checks">The checks.</param>
public sealed record GoLiveResponse(string State, DateTimeOffset? Since, DateTimeOffset? PausesAt, bool Ready, IReadOnlyList<GoLiveCheckResponse> Checks)
{
    internal static GoLiveResponse Of(ValueBillingState billing, IReadOnlyList<GoLiveCheckResponse> checks) => new(
        billing.Phase switch
        {
            ValueBillingPhase.Off => "off",
            ValueBillingPhase.On => "on",
            ValueBillingPhase.Pausing => "pausing",
            ValueBillingPhase.Paused => "paused",
            _ => throw new ArgumentOutOfRangeException(nameof(billing)),
        },
        billing.Since, billing.PausesAt, checks.All(c => c.Passes), checks);
}

/// <summary>One thing that has to be right before value is billed.</summary>
/// <param name="Name">setup, approvals, accuracy or alerts.</param>
/// <param name="Title">What it asks for, in words.</param>
/// <param name="Passes">Whether it is right.</param>
/// <param name="Reason">Why it is, or what is to be done.</param>
/// <param name="Link">The page on which to do it.</param>
public sealed record GoLiveCheckResponse(string Name, string Title, bool Passes, string Reason, string Link);
