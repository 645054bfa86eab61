using System.Text.Json;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Azure.Tables;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// Calculates the ended periods of a definition that were not calculated yet, at most a few at a time: what is left goes on in the next message. Checked
/// against the definition's run row, so a repeated or outdated message does nothing; a period without a result is noted and does not stop the ones behind it.
/// </summary>
internal sealed partial class CalculateDefinition(DefinitionRows rows, CalculatePeriod calculate, RecalculateLate late, DueIndex index, BusinessClock clock, ILogger<CalculateDefinition> log) : IQueueHandler<DueWork>
{
    private const int PeriodsPerMessage = 24;
    private const int MostTries = 10;

    public Task HandleAsync(QueueMessage<DueWork> message, CancellationToken ct)
    {
        var (owner, work) = (message.Body.Owner, CalculationWork.Parse(message.Body.Id));
        return work switch
        {
            { Source: { } source } => late.EnqueueAsync(owner, source, ct),
            { Definition: { } definition, Period: { } period } => late.RunAsync(owner, definition, period, ct),
            { IsLookAgain: true } => LookAgainAsync(owner, work.Definition!, ct),
            _ => CatchUpAsync(owner, work.Definition!, state => state.Due == message.Body.Due, ct),
        };
    }

    // A definition that moved on since is left alone; one that is looked after is looked at again, until it has moved on.
    private Task LookAgainAsync(string workspaceId, string id, CancellationToken ct) =>
        CatchUpAsync(workspaceId, id, state => state.Due + CalculationWork.LookAgainAfter <= clock.Now, ct,
            () => index.ScheduleAsync(CalculationWork.Kind, workspaceId, CalculationWork.OfLookAgain(id), clock.Now + CalculationWork.LookAgainAfter, ct));

    private async Task CatchUpAsync(string workspaceId, string id, Func<RunState, bool> isAwaited, CancellationToken ct, Func<Task>? before = null)
    {
        var home = rows.Home(workspaceId);
        var (state, row) = await DefinitionRows.RunAsync(home, id, ct);
        if (state is null || !isAwaited(state)) return;
        if (await DefinitionRows.FindAsync(home, id, ct) is not { } found || await DefinitionRows.ActiveAsync(home, found.Head, ct) is not { } version) return;
        if (before is not null) await before();

        var (schedule, now, next, problem) = (version.Definition.Periods(), clock.Now, state.Next, (string?)null);
        for (; next < state.Next + PeriodsPerMessage && schedule.At(next).To + CalculationWork.Grace <= now; next++)
        {
            var period = schedule.At(next);
            if (await ProblemAsync(home, workspaceId, id, version, period, ct) is { } why) problem = $"{PeriodNames.Of(period, schedule.Zone)}: {why}";
        }

        var after = state with { Next = next, Due = schedule.At(next).To + CalculationWork.Grace, Problem = problem ?? state.Problem };
        await SaveAsync(home, workspaceId, id, (state, row), after, now, change =>
        {
            var key = $"calculation:{id}";
            if (problem is not null) change.RaiseAlert(new AlertRaise(workspaceId, key, AlertKinds.CalculationFailed, AlertSeverity.Warning, $"No result: {version.Definition.Name}", problem, new AlertSubject(DefinitionId: id)));
            else if (state.Problem is not null && next > state.Next) change.ClearAlert(workspaceId, key);
        }, ct);
    }

    /// <summary>Calculates a period; why it has no result, or null.</summary>
    private async Task<string?> ProblemAsync(Partition home, string workspaceId, string id, DefinitionVersion version, Period period, CancellationToken ct)
    {
        try
        {
            var outcome = await calculate.RunAsync(home, workspaceId, id, version, period, ct);
            if (outcome.Fault is not { } fault) return null;
            NoResult(log, id, fault.Code, period.From);
            return fault.Detail;
        }
        catch (Exception e) when (IsOfThePeriod(e))
        {
            Failed(log, e, id, period.From);
            return "It could not be calculated; what went wrong was logged.";
        }
    }

    // What the period's own data can bring about. Storage that does not answer, or a process that stops, is no reason to leave a period out.
    private static bool IsOfThePeriod(Exception e) => e is FormatException or JsonException or ArithmeticException or ArgumentException or InvalidOperationException and not ObjectDisposedException;

    private static async Task SaveAsync(Partition home, string workspaceId, string id, (RunState? State, TableEntity Row) read, RunState after, DateTimeOffset now, Action<Change> also, CancellationToken ct)
    {
        var due = read.State!.Due;
        for (var attempt = 1; read.State?.Due == due; attempt++)
        {
            var change = home.Change().Replace(DefinitionRows.Into(read.Row, after with { LateSeen = read.State.LateSeen }));
            if (after.Due <= now) change.Send(CalculationWork.Queue, new DueWork(CalculationWork.Kind, workspaceId, id, after.Due), DueWork.JsonType);
            else change.Schedule(CalculationWork.Kind, workspaceId, id, after.Due);
            also(change);
            try
            {
                await change.CommitAsync(ct);
                return;
            }
            catch (WriteConflictException) when (attempt < MostTries)
            {
                // Late points were noted meanwhile; or the same message, delivered twice, was finished by the other one, and there is nothing left to say.
                read = await DefinitionRows.RunAsync(home, id, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Definition {Definition} has no result ({Code}) in the period that begins at {From}.")]
    private static partial void NoResult(ILogger logger, string definition, string code, DateTimeOffset from);

    [LoggerMessage(Level = LogLevel.Error, Message = "Definition {Definition} could not be calculated in the period that begins at {From}.")]
    private static partial void Failed(ILogger logger, Exception e, string definition, DateTimeOffset from);
}
