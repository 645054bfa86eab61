using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Which version is to calculate.</summary>
/// <param name="Version">Its number; the newest where it is left out.</param>
public sealed record ActivateDefinitionRequest(int? Version = null);

/// <summary>
/// Makes a version the one that calculates, from its first uncalculated period on. An approved version is billed; one that an owner activates alone is
/// proven by a receipt of its own and never billed, and an approval that waits for it ends with that. Activating the active version changes nothing.
/// </summary>
internal sealed class ActivateDefinition(DefinitionRows rows, IReviews reviews, SystemClock clock, BusinessClock business)
{
    public async Task<Outcome<DefinitionResponse>> RunAsync(string id, ActivateDefinitionRequest? request, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found) return Faults.NotFound;
        var versions = await DefinitionRows.VersionsAsync(home, id, ct);
        var number = request?.Version ?? found.Head.Latest.Number;
        if (versions.FirstOrDefault(v => v.Version.Number == number) is not { } chosen) return ValueFaults.NothingToActivate;
        if (number == found.Head.Active) return Outcome.Versioned(DefinitionResponse.Of(found.Head, versions.Select(v => v.Version)), IfMatch.Of(found.Row));
        if (Refuses(chosen.Version) is { } fault) return fault;
        if (versions.Select(v => v.Version).HaveOtherPeriodsThan(chosen.Version.Definition)) return ValueFaults.ScheduleFixed;

        var activated = chosen.Version with { State = DefinitionState.Active, SelfActivated = chosen.Version.State is not DefinitionState.Approved, ActivatedAt = business.Now };
        var change = home.Change().Replace(DefinitionRows.Into(chosen.Row, activated));
        var after = versions.Select(v => v.Version.Number == number ? activated : v.Version).ToList();
        if (versions.FirstOrDefault(v => v.Version.Number == found.Head.Active) is { } replaced)
        {
            var retired = replaced.Version with { State = DefinitionState.Retired };
            change.Replace(DefinitionRows.Into(replaced.Row, retired));
            after[after.IndexOf(replaced.Version)] = retired;
        }

        var head = found.Head with { Latest = after[^1], Active = number, WasActive = true };
        change.Replace(DefinitionRows.Into(found.Row, head));
        // A definition that calculated before goes on where it is.
        if (!found.Head.WasActive) Schedule(change, home, caller.WorkspaceId, id, activated);
        if (activated.SelfActivated) await reviews.WithdrawAsync(change, caller, chosen.Version.ApprovalId, ct);
        if (activated.SelfActivated) change.Send(ReceiptSink.Name, Receipt(caller, id, activated), ReceiptsContractsJson.Default.ReceiptRequest);
        change.Audit(caller, "value.definition.activated", "value-definition", id, DefinitionAudit.Of(chosen.Version), DefinitionAudit.Of(activated));
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Busy;
        }

        return Outcome.Versioned(DefinitionResponse.Of(head, after), IfMatch.Of(found.Row));
    }

    private static Platform.Http.Fault? Refuses(DefinitionVersion version)
    {
        if (version.IsBeingReviewed()) return ValueFaults.InReview;
        if (version.State is not (DefinitionState.Approved or DefinitionState.Draft or DefinitionState.ChangesRequested)) return ValueFaults.NothingToActivate;
        return version.Definition.Terms.CostsNothing ? ValueFaults.PriceMissing : null;
    }

    private static void Schedule(Change change, Partition home, string workspaceId, string id, DefinitionVersion version)
    {
        var due = version.Definition.Periods().At(0).To + CalculationWork.Grace;
        change.Insert(DefinitionRows.Into(home.Row(ValueKeys.Run(id)), new RunState(0, due))).Schedule(CalculationWork.Kind, workspaceId, id, due);
    }

    private ReceiptRequest Receipt(Caller caller, string id, DefinitionVersion version)
    {
        var key = $"self-activated:{id}:{version.Number}";
        var receiptId = ReceiptIds.For(caller.WorkspaceId, key);
        var body = new JsonObject
        {
            ["activatedBy"] = caller.Actor,
            ["definition"] = new JsonObject { ["id"] = id, ["version"] = $"{version.Number}" },
            ["formula"] = version.Definition.Formula,
            ["metric"] = version.Definition.Metric,
            ["source"] = version.Definition.Source,
            ["terms"] = TermsJson.Write(version.Definition.Terms),
        };
        var statement = new ReceiptStatement(ReceiptKinds.SelfActivated, receiptId, caller.WorkspaceId, clock.Now, body);
        return new ReceiptRequest(caller.WorkspaceId, key, receiptId, Encoding.UTF8.GetString(statement.ToBytes()));
    }
}
