using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Approvals.GoLive;

/// <summary>Whether value is billed, and what stands in its way.</summary>
/// <param name="State">off, on, pausing (on until the next period) or paused.</param>
/// <param name="Since">Since when it is on, or was before the pause.</param>
/// <param name="PausesAt">When the pause begins, or began.</param>
/// <param name="Ready">Whether all checks are green.</param>
/// <param name="Checks">The checks.</param>
/// <param name="Definitions">The definitions whose fees are billed while it is on: those that are signed off and active.</param>
public sealed record GoLiveResponse(
    string State, DateTimeOffset? Since, DateTimeOffset? PausesAt, bool Ready, IReadOnlyList<GoLiveCheckResponse> Checks, IReadOnlyList<BilledDefinitionResponse> Definitions)
{
    internal static GoLiveResponse Of(ValueBillingState billing, CheckedReadiness found) => new(
        billing.Phase switch
        {
            ValueBillingPhase.Off => "off",
            ValueBillingPhase.On => "on",
            ValueBillingPhase.Pausing => "pausing",
            ValueBillingPhase.Paused => "paused",
            _ => throw new ArgumentOutOfRangeException(nameof(billing)),
        },
        billing.Since, billing.PausesAt, found.IsReady, found.Checks, [.. found.Billed.Select(d => new BilledDefinitionResponse(d.Id, d.Name, d.Version, d.ContentHash))]);
}

/// <summary>A definition whose fees are billed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Version">The version that calculates.</param>
/// <param name="ContentHash">SHA-256 of what was agreed to.</param>
public sealed record BilledDefinitionResponse(string Id, string Name, int Version, string ContentHash);

/// <summary>One thing that has to be right before value is billed.</summary>
/// <param name="Name">setup, approvals, accuracy or alerts.</param>
/// <param name="Title">What it asks for, in words.</param>
/// <param name="Passes">Whether it is right.</param>
/// <param name="Reason">Why it is, or what is to be done.</param>
/// <param name="Link">The page on which to do it.</param>
public sealed record GoLiveCheckResponse(string Name, string Title, bool Passes, string Reason, string Link);
