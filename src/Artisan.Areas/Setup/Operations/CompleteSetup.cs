using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Setup.Operations;

/// <summary>
/// Completes the set-up: the receipt says what is measured, where it comes from, what its baseline is and how right it was found to be. Completing it again as
/// it is changes nothing; after a change it is completed anew, with a receipt of its own.
/// </summary>
internal sealed class CompleteSetup(SetupRows rows, GetSetup get, SystemClock clock, BusinessClock business)
{
    public async Task<Outcome<SetupResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        var stored = await SetupRows.ReadAsync(home, ct);
        var snapshot = stored.Snapshot;
        if (stored.IsComplete) return await get.ReadAsync(caller.WorkspaceId, ct);
        var open = SetupSteps.All.Where(s => snapshot.StateOf(s) != StepStates.Validated).ToList();
        if (open.Count > 0) return SetupFaults.Incomplete.With("steps", string.Join(", ", open));

        var key = $"setup:{snapshot.Basis}";
        var completion = new SetupCompletion(snapshot.Basis, clock.Now, caller.Actor, ReceiptIds.For(caller.WorkspaceId, key));
        var statement = new ReceiptStatement(ReceiptKinds.Setup, completion.ReceiptId, caller.WorkspaceId, business.Now, Body(snapshot, completion));
        var change = home.Change().Save(SetupRows.Into(home, stored, SetupKeys.Completion, completion, SetupDocs.Default.SetupCompletion))
            .Insert(rows.History(home, new SetupHistoryEntry(completion.At, caller.Actor, null, "completed", null)))
            .Send(ReceiptSink.Name, new ReceiptRequest(caller.WorkspaceId, key, completion.ReceiptId, Encoding.UTF8.GetString(statement.ToBytes())), ReceiptsContractsJson.Default.ReceiptRequest)
            .Audit(caller, "setup.completed", "setup", caller.WorkspaceId, after: new JsonObject { ["receipt"] = completion.ReceiptId });
        // The steps must still be those that the receipt tells of.
        foreach (var step in SetupSteps.All) change.Replace(stored.Rows[SetupKeys.Step(step)]);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Busy;
        }

        return await get.ReadAsync(caller.WorkspaceId, ct);
    }

    private static JsonObject Body(SetupSnapshot snapshot, SetupCompletion completion)
    {
        var (settings, results) = (snapshot.Settings, snapshot.Results);
        var (metrics, baseline, accuracy) = (settings.MetricsConfig!, settings.Baseline!, results.Accuracy!);
        return new JsonObject
        {
            ["accuracy"] = new JsonObject { ["from"] = $"{settings.Testing!.From:O}", ["measured"] = accuracy.Measured, ["percent"] = accuracy.Accuracy, ["reference"] = accuracy.Reference, ["to"] = $"{settings.Testing.To:O}" },
            ["baseline"] = new JsonObject { ["from"] = $"{baseline.From:O}", ["level"] = results.Baseline!.Level, ["method"] = baseline.Method, ["period"] = baseline.Period, ["to"] = $"{baseline.To:O}" },
            ["completedBy"] = completion.By,
            ["measure"] = metrics.Measure,
            ["metric"] = metrics.Metric,
            ["source"] = new JsonObject { ["kind"] = settings.ApiIntegration!.Kind, ["name"] = settings.DataSource!.Source, ["object"] = settings.DataSource.Object },
            ["steps"] = completion.Basis,
        };
    }
}
