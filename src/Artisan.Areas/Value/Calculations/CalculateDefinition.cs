using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// Calculates the ended periods of a definition that were not calculated yet, at most a few at a time: what is left goes on in the next message. Checked
/// against the definition's run row, so a repeated or outdated message does nothing; a period without a result is noted and does not stop the ones behind it.
/// </summary>
internal sealed partial class CalculateDefinition(DefinitionRows rows, CalculatePeriod calculate, RecalculateLate late, BusinessClock clock, ILogger<CalculateDefinition> log) : IQueueHandler<DueWork>
{
    private const int PeriodsPerMessage = 24;

    public Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var (owner, work) = (message.Body.Owner, CalculationWork.Parse(message.Body.Id));
        return work switch
        {
            { Source: { } source } => late.EnqueueAsync(owner, source, ct),
            { Definition: { } definition, Period: { } period } => late.RunAsync(owner, definition, period, ct),
            _ => CatchUpAsync(owner, work.Definition!, message.Body.Due, ct),
        };
    }

    private async Task CatchUpAsync(string workspaceId, string id, DateTimeOffset due, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var (state, row) = await DefinitionRows.RunAsync(home, id, ct);
        if (state is null || state.Due != due) return;
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found || await DefinitionRows.ActiveAsync(home, found.Head, ct) is not { } version) return;

        var (schedule, now, next, problem) = (version.Definition.Periods(), clock.Now, state.Next, state.Problem);
        for (; next < state.Next + PeriodsPerMessage && schedule.At(next).To + CalculationWork.Grace <= now; next++)
        {
            var period = schedule.At(next);
            var outcome = await calculate.RunAsync(home, workspaceId, id, version, period, ct);
            if (outcome.Fault is not { } fault) continue;
            problem = $"{PeriodNames.Of(period, schedule.Zone)}: {fault.Detail}";
            NoResult(log, id, fault.Code, period.From);
        }

        var nextDue = schedule.At(next).To + CalculationWork.Grace;
        var change = home.Change().Replace(DefinitionRows.Into(row, state with { Next = next, Due = nextDue, Problem = problem }));
        if (nextDue <= now) change.Send(CalculationWork.Queue, new DueWork(CalculationWork.Kind, workspaceId, id, nextDue), DueWork.JsonType);
        else change.Schedule(CalculationWork.Kind, workspaceId, id, nextDue);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice, was finished by the other one; or late points were noted and this message comes again.
            if ((await DefinitionRows.RunAsync(home, id, ct)).State?.Due == due) throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Definition {Definition} has no result ({Code}) in the period that begins at {From}.")]
    private static partial void NoResult(ILogger logger, string definition, string code, DateTimeOffset from);
}
