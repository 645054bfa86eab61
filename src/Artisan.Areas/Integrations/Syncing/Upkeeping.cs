using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>When a connection is looked after next.</summary>
internal static class Upkeeping
{
    /// <summary>How often a CRM is asked for what changed.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How often a connection without records is tested.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>An instant of its own for each step, so that the message of the step before is not taken for it.</summary>
    public static DateTimeOffset After(DateTimeOffset? due, DateTimeOffset wanted) => due is not { } before || wanted > before ? wanted : before.AddTicks(1);

    /// <summary>How a connection fares after a call: well, or with a failure.</summary>
    public static Upkeep Noted(Upkeep upkeep, SourceException? failure, DateTimeOffset now) => failure is null
        ? upkeep with { CheckedAt = now, Problem = null, Failures = 0 }
        : upkeep with { Problem = new IntegrationProblem(failure.Failure.Code(), failure.Message, now), Failures = upkeep.Failures + 1 };

    /// <summary>When a connection that failed is looked at again: when the service says, else later and later.</summary>
    public static DateTimeOffset Again(Upkeep upkeep, SourceException failure, DateTimeOffset now) =>
        After(upkeep.Due, now + (failure.RetryAfter ?? TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(upkeep.Failures, 10), LongestWait.Ticks))));

    /// <summary>Adds the message that goes on to a change.</summary>
    public static Change Next(Change change, string workspaceId, string provider, Upkeep upkeep, DateTimeOffset now) => upkeep.Due <= now + TimeSpan.FromSeconds(1)
        ? change.Send(KeepUp.Queue, Waiting(workspaceId, provider, upkeep), DueWork.JsonType)
        : change.Schedule(KeepUp.Queue, workspaceId, provider, upkeep.Due);

    /// <summary>What a connection waits for.</summary>
    public static DueWork Waiting(string workspaceId, string provider, Upkeep upkeep) => new(KeepUp.Queue, workspaceId, provider, upkeep.Due);
}
