using Artisan.Areas.Approvals.GoLive;
using Artisan.Areas.Approvals.Operations;
using Artisan.Platform.Events;

namespace Artisan.Areas.Approvals;

/// <summary>The events of the area.</summary>
internal static class ApprovalsEvents
{
    public static readonly EventType<ApprovalResponse> Requested = new("approval.requested", "A stage waits for a decision.", ApprovalsJson.Default.ApprovalResponse);
    public static readonly EventType<ApprovalResponse> Decided = new("approval.decided", "Somebody approved, or asked for changes.", ApprovalsJson.Default.ApprovalResponse);
    public static readonly EventType<ApprovalResponse> Completed = new("approval.completed", "A definition is signed off.", ApprovalsJson.Default.ApprovalResponse);
    public static readonly EventType<GoLiveResponse> Enabled = new("golive.enabled", "Value-based billing is on.", ApprovalsJson.Default.GoLiveResponse);
    public static readonly EventType<GoLiveResponse> Paused = new("golive.paused", "Value-based billing is off from the next period.", ApprovalsJson.Default.GoLiveResponse);
}
