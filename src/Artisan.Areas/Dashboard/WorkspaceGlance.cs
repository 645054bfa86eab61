using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Value.Contracts;

namespace Artisan.Areas.Dashboard;

/// <summary>What was found out about a workspace: of approvals and tickets as much as tells whom they concern, so that one row serves every member.</summary>
internal sealed record WorkspaceGlance(
    DateTimeOffset CalculatedAt, IReadOnlyList<DefinitionValue> Value, SetupProgress Setup, IReadOnlyList<OpenAlertItem> Alerts, IReadOnlyList<WaitingApproval> Approvals, UsageAtAGlance Usage,
    IReadOnlyList<OpenTicketItem> Tickets);
