using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Areas.Approvals.Operations;
using Artisan.Areas.Billing.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Mail;
using Artisan.Platform.Signing;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Approvals.GoLive;

/// <summary>
/// Switches value-based billing on, off from the next period, and on again. Receipt, audit entry, event and the operator's mail are in the transaction that
/// switches it, so each occasion has them once. An Idempotency-Key names the occasion.
/// </summary>
internal sealed class SwitchGoLive(GoLiveChecks checks, IValueBilling billing, IReceiptSigner signer, IIds ids, BusinessClock clock, IOptions<ApprovalsOptions> options)
{
    /// <summary>Switches it on for the first time; all checks have to be green, and the definitions those that the caller saw.</summary>
    public Task<Outcome<GoLiveResponse>> EnableAsync(IfMatch seen, Once once, Caller caller, CancellationToken ct) =>
        OnAsync(new Occasion("golive.enabled", ReceiptKinds.GoLiveEnabled, "switched on", Key(once)), billing.EnableAsync, seen, caller, ct);

    /// <summary>Asks to switch it off from the next period.</summary>
    public async Task<Outcome<GoLiveResponse>> PauseAsync(Once once, Caller caller, CancellationToken ct)
    {
        var found = await checks.RunAsync(caller.WorkspaceId, ct);
        var occasion = new Occasion("golive.paused", ReceiptKinds.GoLivePaused, "paused", Key(once));
        var outcome = await billing.PauseFromNextPeriodAsync(caller.WorkspaceId, occasion.Key, (change, state) =>
        {
            Record(change, occasion, caller, GoLiveResponse.Of(state, found), new JsonObject { ["pausedBy"] = caller.Actor, ["pausesAt"] = Text(state.PausesAt) });
            return default;
        }, ct);
        return outcome.Fault is { } fault ? fault : Answer(outcome.Value!, found);
    }

    /// <summary>Switches it on again after a pause; all checks have to be green again.</summary>
    public async Task<Outcome<GoLiveResponse>> ResumeAsync(IfMatch seen, Once once, Caller caller, CancellationToken ct) => (await billing.GetAsync(caller.WorkspaceId, ct)).Phase is ValueBillingPhase.Off
        ? ApprovalsFaults.NotLive
        : await OnAsync(new Occasion("golive.resumed", ReceiptKinds.GoLiveResumed, "resumed", Key(once)), billing.ResumeAsync, seen, caller, ct);

    private async Task<Outcome<GoLiveResponse>> OnAsync(
        Occasion occasion, Func<string, string, Func<Change, ValueBillingState, ValueTask<Fault?>>, CancellationToken, Task<Outcome<ValueBillingState>>> turn, IfMatch seen, Caller caller, CancellationToken ct)
    {
        var (ws, signing) = (caller.WorkspaceId, signer.CurrentAsync(ct));
        var found = await checks.RunAsync(ws, ct);
        var before = await billing.GetAsync(ws, ct);
        if (before.Phase is ValueBillingPhase.On) return Answer(before, found);
        if (before.Phase is not ValueBillingPhase.Off && occasion.Kind == ReceiptKinds.GoLiveEnabled) return ApprovalsFaults.LiveAlready;

        var thumbprint = (await signing).Kid;
        var outcome = await turn(ws, occasion.Key, async (change, state) =>
        {
            // Looked at anew for each try, with nothing but the commit behind it: the receipt tells of what is switched on, not of what was before somebody else's change.
            found = await checks.RunAsync(ws, ct);
            if (await RefusesAsync(ws, found, seen, ct) is { } refused) return refused;
            Record(change, occasion, caller, GoLiveResponse.Of(state, found), new JsonObject
            {
                ["checks"] = new JsonArray([.. found.Checks.Select(c => (JsonNode)new JsonObject { ["name"] = c.Name, ["reason"] = c.Reason })]),
                ["definitions"] = new JsonArray([.. found.Billed.Select(Agreed)]),
                ["signingKey"] = thumbprint,
                ["since"] = Text(state.Since),
                ["switchedBy"] = caller.Actor,
            });
            return null;
        }, ct);
        return outcome.Fault is { } fault ? fault : Answer(outcome.Value!, found);
    }

    private static Outcome<GoLiveResponse> Answer(ValueBillingState state, CheckedReadiness found) => Outcome.Versioned(GoLiveResponse.Of(state, found), found.ETag);

    private async Task<Fault?> RefusesAsync(string ws, CheckedReadiness found, IfMatch seen, CancellationToken ct)
    {
        if (!found.IsReady) return Red(found);
        if (seen.Disagrees(found.ETag) is { } other) return other;
        foreach (var currency in found.Billed.Select(d => d.Currency).Distinct(StringComparer.Ordinal))
        {
            if (await billing.RefusesAsync(ws, currency, ct) is { } refused) return refused;
        }

        return null;
    }

    private static Fault Red(CheckedReadiness found)
    {
        var red = found.Checks.Where(c => !c.Passes).ToList();
        return ApprovalsFaults.ChecksRed.Because(string.Join(' ', red.Select(c => c.Reason))).With("checks", string.Join(' ', red.Select(c => c.Name)));
    }

    private static JsonNode Agreed(Value.Contracts.CalculatingDefinition definition) => new JsonObject
    {
        ["approval"] = definition.ApprovalId,
        ["contentHash"] = definition.ContentHash,
        ["id"] = definition.Id,
        ["version"] = definition.Version.ToString(CultureInfo.InvariantCulture),
    };

    private void Record(Change change, Occasion occasion, Caller caller, GoLiveResponse after, JsonObject receipt)
    {
        var ws = caller.WorkspaceId;
        change.Send(ws, occasion.Kind, $"golive:{occasion.Key}", clock.Now, receipt)
            .Audit(caller, occasion.Action, "golive", ws, after: new JsonObject { ["state"] = after.State, ["since"] = Text(after.Since), ["pausesAt"] = Text(after.PausesAt) })
            .Announce(occasion.Kind == ReceiptKinds.GoLivePaused ? ApprovalsEvents.Paused : ApprovalsEvents.Enabled, ws, ws, after);
        if (options.Value.OperatorAddress is not { } address) return;
        var when = after.PausesAt is { } from ? $" It is billed until {Text(from)}." : "";
        var subject = $"Value-based billing of {ws} was {occasion.Word}";
        change.Mail(address, subject, new MailContent(subject, [$"An owner of the workspace {ws} has {occasion.Word} value-based billing.{when}"]), "billing");
    }

    private string Key(Once once) => once.RowKey ?? ids.New("live");

    private static string? Text(DateTimeOffset? at) => at is { } instant ? Utc.Text(instant) : null;

    /// <summary>What happens, by its name in the audit trail, its kind of receipt, a word for it, and its key.</summary>
    private sealed record Occasion(string Action, string Kind, string Word, string Key);
}
