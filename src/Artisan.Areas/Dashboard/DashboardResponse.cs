using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Contracts;

namespace Artisan.Areas.Dashboard;

/// <summary>A workspace at a glance.</summary>
/// <param name="CalculatedAt">Of when it is; at most five minutes old.</param>
/// <param name="Value">What was measured lately, by definition.</param>
/// <param name="Setup">How far the setup has come.</param>
/// <param name="Alerts">What is wrong.</param>
/// <param name="Approvals">What is to be agreed on.</param>
/// <param name="Usage">The metrics nearest to their limit.</param>
/// <param name="Tickets">The caller's open tickets; all of them for admins.</param>
public sealed record DashboardResponse(
    DateTimeOffset CalculatedAt, IReadOnlyList<DefinitionValue> Value, SetupGlance Setup, AlertsGlance Alerts, ApprovalsGlance Approvals, UsageAtAGlance Usage, IReadOnlyList<TicketGlance> Tickets);

/// <summary>How far the setup has come.</summary>
/// <param name="StepsDone">How many steps are validated.</param>
/// <param name="Steps">How many there are.</param>
/// <param name="CompletedAt">When it was completed; null before.</param>
public sealed record SetupGlance(int StepsDone, int Steps, DateTimeOffset? CompletedAt);

/// <summary>The alerts that are not resolved.</summary>
/// <param name="Critical">How many are critical.</param>
/// <param name="Warning">How many are warnings.</param>
/// <param name="Info">How many are for information.</param>
/// <param name="Newest">The newest, the most severe first.</param>
public sealed record AlertsGlance(int Critical, int Warning, int Info, IReadOnlyList<AlertItem> Newest);

/// <summary>An alert that is not resolved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What is wrong, in a line.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="OpenedAt">Since when.</param>
public sealed record AlertItem(string Id, string Title, string Severity, DateTimeOffset OpenedAt);

/// <summary>What is to be agreed on.</summary>
/// <param name="Open">How many approvals wait for somebody.</param>
/// <param name="Mine">Those that wait for the caller.</param>
public sealed record ApprovalsGlance(int Open, IReadOnlyList<ApprovalGlance> Mine);

/// <summary>An approval that waits.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The definition it is about.</param>
/// <param name="Stage">The stage that waits: finance, technical or executive.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
public sealed record ApprovalGlance(string Id, string Name, string Stage, DateTimeOffset ExpiresAt);

/// <summary>A ticket that is not done.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="State">open or waiting_for_customer.</param>
/// <param name="Due">What support is to keep next; null while it waits for the customer.</param>
public sealed record TicketGlance(string Id, string Subject, string State, DateTimeOffset? Due);
