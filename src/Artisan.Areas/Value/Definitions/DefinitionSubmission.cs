using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Definitions;

/// <summary>
/// Puts a version under review, within the change that makes or submits it; refused where nobody could agree to it sensibly: without a price, in another currency
/// than is billed, without data or a result on it, or without the people that agreeing takes.
/// </summary>
internal sealed class DefinitionSubmission(IReviews reviews, IValueBilling billing, DataReader data, Calculator calculator, BusinessClock clock)
{
    /// <summary>The version as submitted, or why it is not.</summary>
    public async Task<Outcome<DefinitionVersion>> AddAsync(Change change, Caller caller, string id, DefinitionVersion version, IEnumerable<DefinitionVersion> earlier, CancellationToken ct)
    {
        if (await RefusesAsync(caller.WorkspaceId, version.Definition, ct) is { } fault) return fault;
        var submission = new Submission(
            caller.WorkspaceId, id, version.Number, version.Definition.Name, DefinitionContent.Hash(version.Definition), Authors(version, earlier), caller.Actor, version.ApprovalId);
        var approval = await reviews.SubmitAsync(change, submission, ct);
        return approval.Fault is { } refused ? refused : version with { State = DefinitionState.Submitted, ApprovalId = approval.Value };
    }

    // Everybody whose words are in it: those of all versions since the last one that was agreed to.
    private static IReadOnlyList<string> Authors(DefinitionVersion version, IEnumerable<DefinitionVersion> earlier) =>
        [.. earlier.Where(v => v.Number < version.Number).OrderByDescending(v => v.Number).TakeWhile(v => v.ApprovedAt is null).Append(version).Select(v => v.CreatedBy).Distinct(StringComparer.Ordinal)];

    private async Task<Fault?> RefusesAsync(string workspaceId, ValueDefinition definition, CancellationToken ct)
    {
        if (definition.Terms.CostsNothing) return ValueFaults.PriceMissing;
        return await billing.RefusesAsync(workspaceId, definition.Terms.Currency, ct) ?? await TryOnDataAsync(workspaceId, definition, ct);
    }

    // On the newest ended period, or on the first that has data where that one has none.
    private async Task<Fault?> TryOnDataAsync(string workspaceId, ValueDefinition definition, CancellationToken ct)
    {
        var source = data.Open(workspaceId, definition.Source);
        if (await data.ZoneAsync(source, ct) is not { } zone) return ValueFaults.NoData;
        var schedule = definition.Periods();
        var newest = await calculator.RunAsync(workspaceId, definition, schedule.At(schedule.Containing(clock.Now).Number - 1), ct);
        if (newest.Fault is null && newest.Value!.Inputs.Totals.Points > 0) return null;
        if ((await source.PageAsync(RowRange.Prefix(ValueKeys.DayPrefix), 1, null, ct)).Rows is not [var first, ..]) return ValueFaults.NoData;
        return (await calculator.RunAsync(workspaceId, definition, schedule.Containing(PeriodSchedule.StartOfDay(ValueKeys.DayOf(first.RowKey), zone)), ct)).Fault;
    }
}
