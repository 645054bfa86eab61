using System.Globalization;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Checking;

/// <summary>Every night, for all workspaces.</summary>
internal sealed class CheckSourcesJob(Registry registry, BusinessClock clock) : ITimedJob
{
    public const string Job = "alert-sources";

    public Task RunAsync(CancellationToken ct) => registry.FanOutAsync(Job, CheckSources.Queue, clock.Now, ct);
}

/// <summary>Looks at the daily totals of a workspace's sources: those that its definitions measure and those that its rules watch, each field for itself.</summary>
internal sealed class CheckSources(IValueSeries values, AlertRows rows, SeriesCheck check, WorkspaceClosing closing) : IQueueHandler<WorkspaceSlot>
{
    public const string Queue = "alert-sources-part";

    /// <summary>How many days the detector learns from.</summary>
    public const int Days = 400;

    private const int MostSources = 50;
    private const int MostFields = 20;

    public async Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct)
    {
        var (workspaceId, slot) = (message.Body.WorkspaceId, message.Body.Slot.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        if (await closing.IsClosedAsync(workspaceId, ct)) return;
        var rules = (await AlertRows.RulesAsync(rows.Home(workspaceId), ct)).Rules;
        var measured = (await values.DefinitionsAsync(workspaceId, ct)).Select(d => d.Source);
        foreach (var source in rules.Rules.Where(r => r.Enabled).Select(r => r.On.Source).OfType<string>().Concat(measured).Distinct().Take(MostSources))
        {
            var fields = await values.OfSourceAsync(workspaceId, source, Days, ct);
            foreach (var (field, series) in fields.Where(f => f.Key == IValueSeries.Points || IsWatched(rules, source, f.Key)).Concat(fields.Where(f => f.Key != IValueSeries.Points)).DistinctBy(f => f.Key).Take(MostFields))
            {
                var name = field == IValueSeries.Points ? $"points of {source}" : $"{field} of {source}";
                await check.RunAsync(workspaceId, $"{CheckSourcesJob.Job}:{slot}", name, new AlertSubject(Source: source, Field: field), series, series.Count - 1, rules, ct);
            }
        }
    }

    private static bool IsWatched(AlertRules rules, string source, string field) => rules.Rules.Any(r => r.Enabled && r.On.Source == source && r.On.Field == field);
}
