using System.Text.Json;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Alerts.Checking;

/// <summary>
/// Looks at a definition after each new calculation. It goes by the definition's periods as they are now and not by the order of messages: what a late or repeated
/// message finds is what is there.
/// </summary>
internal sealed class CheckCalculation(IValueSeries values, AlertRows rows, SeriesCheck check, AlertBook book) : IQueueHandler<WorkspaceEvent>
{
    public const string Queue = "alert-check";

    /// <summary>How many periods the detector learns from.</summary>
    public const int Periods = 400;

    public async Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct)
    {
        var happened = message.Body;
        // An event without data was too long for its message; the next calculation looks at its period too.
        if (happened.Data is not { } data) return;
        var (definition, from) = (data.GetProperty("definitionId").GetString()!, data.GetProperty("from").GetDateTimeOffset());
        var series = await values.OfDefinitionAsync(happened.WorkspaceId, definition, Periods, ct);
        var rules = (await AlertRows.RulesAsync(rows.Home(happened.WorkspaceId), ct)).Rules;
        var name = data.GetProperty("definitionName").GetString()!;
        await check.RunAsync(happened.WorkspaceId, happened.Id, name, new AlertSubject(DefinitionId: definition), series, series.ToList().FindIndex(p => p.At == from), rules, ct);

        // A correction makes a measurement more right, or less; a first calculation has nothing yet to be held against.
        if (!data.TryGetProperty("replaces", out var replaced) || replaced.ValueKind is JsonValueKind.Null) return;
        if (await values.AccuracyAsync(happened.WorkspaceId, definition, ct) is not { } accuracy) return;
        await book.TakeAsync(AlertSignal.Of($"{happened.Id}:accuracy", AlertRaise.OfAccuracy(happened.WorkspaceId, definition, name, accuracy.Percent, accuracy.Period)), ct);
    }
}
