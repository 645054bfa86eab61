using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Every night, for a part of the workspaces: each has its turn once a month, before anything of the last period can be too old to be looked at.</summary>
internal sealed class RecountJob(Registry registry, BusinessClock clock) : ITimedJob
{
    public const string Job = "usage-recount";

    public Task RunAsync(CancellationToken ct) => registry.FanOutAsync(Job, RecountWorkspace.Queue, clock.Now, ct);
}

/// <summary>Recounts one workspace, where it is its turn.</summary>
internal sealed class RecountWorkspace(RecountUsage recount) : IQueueHandler<WorkspaceSlot>
{
    public const string Queue = "usage-recount-part";

    private const int Turns = 28;

    public Task HandleAsync(QueueMessage<WorkspaceSlot> message, CancellationToken ct) =>
        IsTurnOf(message.Body.WorkspaceId, message.Body.Slot) ? recount.RunAsync(message.Body, ct) : Task.CompletedTask;

    /// <summary>Whether a workspace is recounted on a day: one of the 28 that every month has.</summary>
    public static bool IsTurnOf(string workspaceId, DateTimeOffset slot) => SHA256.HashData(Encoding.UTF8.GetBytes(workspaceId))[0] % Turns == slot.UtcDateTime.Day - 1;
}
