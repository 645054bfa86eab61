using Artisan.Platform.Events;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Dashboard;

/// <summary>Whatever is announced in a workspace, its dashboard is to be looked up anew.</summary>
internal sealed class ForgetDashboard(DashboardRows rows) : IQueueHandler<WorkspaceEvent>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "dashboard-changed";

    public Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct) => rows.ForgetAsync(message.Body.WorkspaceId, ct);
}
