using System.Diagnostics.Metrics;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Audit;

/// <summary>Every night, has every workspace's chain of audit entries checked, and the platform's own.</summary>
public sealed class VerifyAudits(Registry registry, Queues queues, SystemClock clock) : ITimedJob
{
    /// <summary>The timer function.</summary>
    public const string Job = "audit-verify";

    // The slot is the day: a timer that runs twice or late begins nothing twice.
    public async Task RunAsync(CancellationToken ct)
    {
        var slot = new DateTimeOffset(clock.Now.UtcDateTime.Date, TimeSpan.Zero);
        await queues.SendAsync(VerifyAudit.Queue, new WorkspaceSlot(Job, AuditScope.Platform.Owner, slot), WorkspaceSlot.JsonType, ct);
        await registry.FanOutAsync(Job, VerifyAudit.Queue, slot, ct);
    }
}

/// <summary>
/// Checks the chain of a workspace and those of its people, some thousand entries a message. One that does not verify is a critical log entry and a metric, every
/// night until somebody has seen to it; nothing is repaired.
/// </summary>
public sealed class VerifyAudit(AuditVerifier verifier, IEnumerable<IOutboxPartitions> areas, Queues queues, ILogger<VerifyAudit> log) : IQueueHandler<WorkspaceSlot>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "audit-verify-part";

    private const int MostSteps = 50;
    private static readonly Meter Meter = new("Artisan.Platform");
    private static readonly Counter<long> Broken = Meter.CreateCounter<long>("artisan.audit.broken", "{chain}", "Audit chains that do not verify");

    public async Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct)
    {
        var (owner, slot) = (message.Body.WorkspaceId, message.Body.Slot);
        var steps = 0;
        await foreach (var scope in ScopesAsync(owner, ct))
        {
            while (await verifier.CheckNextAsync(scope, slot, ct) is { } found)
            {
                if (!found.Sound) Report(scope, found);
                if (++steps < MostSteps) continue;
                // Chains whose turn is over are passed over by the next message.
                await queues.SendAsync(Queue, message.Body, WorkspaceSlot.JsonType, ct);
                return;
            }
        }
    }

    private async IAsyncEnumerable<AuditScope> ScopesAsync(string owner, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { owner };
        yield return new AuditScope(owner);
        if (owner == AuditScope.Platform.Owner) yield break;
        foreach (var area in areas)
        {
            await foreach (var partition in area.ListAsync(owner, ct))
            {
                if (UlidIds.IsId(partition.Owner, "usr") && seen.Add(partition.Owner)) yield return AuditScope.User(partition.Owner);
            }
        }
    }

    private void Report(AuditScope scope, AuditVerification found)
    {
        Broken.Add(1);
        log.LogCritical("The audit chain of {Owner} does not verify at entry {Entry}: {Reason}", scope.Owner, found.BrokenAt, found.Reason);
    }
}
