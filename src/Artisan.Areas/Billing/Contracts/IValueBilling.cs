using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Contracts;

/// <summary>
/// Whether a workspace is billed for value. What is switched is written on its subscription, in one transaction with whatever the caller adds to it (receipt, audit entry,
/// event), so that the one never is without the other. A key has one effect: the same again answers how things are and changes nothing, however much later it comes.
/// </summary>
public interface IValueBilling
{
    /// <summary>How things are now.</summary>
    Task<ValueBillingState> GetAsync(string workspaceId, CancellationToken ct);

    /// <summary>Null where fees in a currency can stand on the workspace's invoices, else the 409 that says why they cannot: for submitting and for going live.</summary>
    Task<Fault?> RefusesAsync(string workspaceId, string currency, CancellationToken ct);

    /// <summary>Switches it on: what ends from this instant on is billed. Where it is on already nothing is written.</summary>
    /// <param name="workspaceId">Whose value.</param>
    /// <param name="key">Names the occasion, such as the id of a receipt.</param>
    /// <param name="also">
    /// Adds to the transaction, given the state that it brings about, or says why there is none: what it checks is checked right before the commit. Called again where somebody
    /// else wrote meanwhile; not called where nothing changes.
    /// </param>
    /// <param name="ct">Gives up waiting.</param>
    Task<Outcome<ValueBillingState>> EnableAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct);

    /// <summary>Switches it off from the next billing period: what ends until then is still billed. A 409 where it never was on.</summary>
    Task<Outcome<ValueBillingState>> PauseFromNextPeriodAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct);

    /// <summary>Switches it on again, from now on; a pause that has not begun yet is taken back. A 409 where it never was on.</summary>
    Task<Outcome<ValueBillingState>> ResumeAsync(string workspaceId, string key, Func<Change, ValueBillingState, ValueTask<Fault?>> also, CancellationToken ct);
}

/// <summary>Whether value is billed.</summary>
public enum ValueBillingPhase
{
    /// <summary>It never was.</summary>
    Off,

    /// <summary>It is.</summary>
    On,

    /// <summary>It is, until the next period.</summary>
    Pausing,

    /// <summary>It was, and may be again.</summary>
    Paused,
}

/// <summary>How value billing stands.</summary>
/// <param name="Phase">Whether value is billed.</param>
/// <param name="Since">Since when it is on, or was before the pause; null where it never was.</param>
/// <param name="PausesAt">When the pause begins, or began; null where there is none.</param>
public sealed record ValueBillingState(ValueBillingPhase Phase, DateTimeOffset? Since, DateTimeOffset? PausesAt);
