using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Value.Accuracy;

/// <summary>What a period's result is known to be.</summary>
/// <param name="DefinitionId">The definition; one of its versions is active.</param>
/// <param name="Period">A calculated period: a text such as 1997-01, or from and to.</param>
/// <param name="Reference">What it is known to be, a decimal; from the books, say.</param>
public sealed record AccuracyFeedbackRequest([Required, StringLength(60)] string DefinitionId, PeriodRequest Period, [Required, StringLength(40)] string Reference);

/// <summary>Notes what a calculated period's result is known to be, beside what was measured. A period has one such figure: a later one takes its place.</summary>
internal sealed class GiveFeedback(DefinitionRows rows, BusinessClock clock)
{
    public Task<Outcome<DefinitionAccuracyResponse>> RunAsync(AccuracyFeedbackRequest request, Caller caller, CancellationToken ct) => Retry.OnConflictAsync(() => TryAsync(request, caller, ct), ct);

    private async Task<Outcome<DefinitionAccuracyResponse>> TryAsync(AccuracyFeedbackRequest request, Caller caller, CancellationToken ct)
    {
        if (!DecimalText.TryParse(request.Reference, out var reference)) return Faults.Invalid.At("reference", "A decimal number of at most 28 digits, such as 1250.50.");
        var home = rows.Home(caller.WorkspaceId);
        if (await DefinitionRows.FindAsync(home, request.DefinitionId, ct) is not { } found) return Faults.NotFound;
        if (await DefinitionRows.ActiveAsync(home, found.Head, ct) is not { } version) return ValueFaults.NotActive;
        var schedule = version.Definition.Periods();
        if (PeriodNames.Find(schedule, request.Period) is not { } period) return ValueFaults.PeriodUnknown.At("period");
        if (await CalculationRows.NewestAsync(home, found.Head.Id, period.From, ct) is not { } newest) return ValueFaults.NotCalculated;

        var (name, pairs) = (found.Head.Latest.Definition.Name, await FeedbackRows.NewestAsync(home, found.Head.Id, ct));
        var stored = await home.FindAsync(ValueKeys.Feedback(found.Head.Id, period.From), ct);
        var before = stored is null ? null : FeedbackRows.Read(stored);
        if (before?.Reference != reference)
        {
            var feedback = new Feedback(PeriodNames.Of(period, schedule.Zone), period.From, reference, caller.Actor, clock.Now);
            pairs = pairs.With(new MeasuredFeedback(feedback, DecimalText.Parse(newest.Calculation.Result)));
            var change = home.Change();
            if (FeedbackRows.Accuracy(pairs) is { } percent) change.RaiseAlert(AlertRaise.OfAccuracy(caller.WorkspaceId, found.Head.Id, name, percent, pairs[0].Feedback.Period));
            await change.Save(FeedbackRows.Into(stored ?? home.Row(ValueKeys.Feedback(found.Head.Id, period.From)), feedback))
                .Audit(caller, "value.accuracy.feedback", "value-definition", found.Head.Id, before is null ? null : Audited(before), Audited(feedback))
                .CommitAsync(ct);
        }

        return DefinitionAccuracyResponse.Of(found.Head.Id, name, pairs);
    }

    private static JsonObject Audited(Feedback feedback) => new() { ["period"] = feedback.Period, ["reference"] = DecimalText.Format(feedback.Reference) };
}
