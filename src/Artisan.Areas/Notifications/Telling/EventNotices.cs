using System.Text.Json;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Areas.Notifications.Model;
using Artisan.Platform.Access;
using Artisan.Platform.Events;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>Which events people are told of: who, and in which words. An event whose data was too long for a message is told in words that need none.</summary>
internal static class EventNotices
{
    /// <summary>The types of events that somebody may be told of.</summary>
    public static readonly string[] Types =
    [
        "member.joined", "member.role_changed", "member.removed", "subscription.created", "subscription.canceled", "invoice.finalized", "invoice.payment_failed", "usage.threshold_reached",
        "approval.requested", "approval.decided", "approval.completed", "golive.enabled", "golive.paused", "alert.opened", "ticket.updated",
    ];

    /// <summary>What is told of an event; often nothing.</summary>
    public static IEnumerable<Notice> Of(WorkspaceEvent happened) => happened.Type switch
    {
        "member.joined" =>
        [
            Team(happened, "admins", $"{Text(happened, "name") ?? "Somebody"} joined the team", $"With the role {Text(happened, "role") ?? "member"}.", NoticeTo.Admins),
            new Notice($"{happened.Id}:welcome", happened.WorkspaceId, NotificationTypes.Account, happened.Type, "Welcome to the workspace", "Look around: what happens here and concerns you is listed in this place.", "/", happened.At, NoticeTo.Only(happened.Subject)),
        ],
        "member.role_changed" => [Team(happened, "self", $"Your role is now {Text(happened, "role") ?? "another one"}", Hats(happened), NoticeTo.Only(happened.Subject))],
        "member.removed" => [Team(happened, "admins", $"{Text(happened, "name") ?? "Somebody"} is no longer in the team", "", NoticeTo.Admins)],
        "subscription.created" => [Billing(happened, $"Subscription confirmed: {Text(happened, "planName") ?? "your plan"}", Text(happened, "status") is "trialing" ? "The trial has begun. Nothing is charged." : "Its limits hold from now on.")],
        "subscription.canceled" => [Billing(happened, "Your plan has ended", "The workspace is on the Free plan. All of its data is there; what is beyond the limits of Free can be read.")],
        "invoice.finalized" when Text(happened, "status") is "open" => [Billing(happened, $"Invoice {Text(happened, "number")} is due", "It is collected with the payment method of the workspace.")],
        "invoice.payment_failed" => [Billing(happened, $"Payment of invoice {Text(happened, "number")} failed", "It is tried again; with another payment method at once.", critical: true)],
        "usage.threshold_reached" => [Billing(happened, $"{Number(happened, "percent")} % of the plan's limit: {happened.Subject.Replace('_', ' ')}", Used(happened))],
        "approval.requested" => [Value(happened, $"Your approval is asked for: {Text(happened, "name") ?? "a value definition"}", $"The {Text(happened, "stage") ?? "next"} stage waits.", $"/approvals/{happened.Subject}", Approvers(happened))],
        "approval.decided" when Decision(happened) is "changes_requested" =>
            [Value(happened, $"Changes are asked for: {Text(happened, "name") ?? "a value definition"}", "A comment says which.", $"/approvals/{happened.Subject}", NoticeTo.Only(List(happened, "authors")))],
        "approval.completed" => [Value(happened, $"Signed off: {Text(happened, "name") ?? "a value definition"}", "All stages have agreed; a receipt proves it.", $"/approvals/{happened.Subject}", new NoticeTo(Role.Admin, Platform.Access.Hats.None, List(happened, "authors")))],
        "golive.enabled" => [Value(happened, "Value-based billing is on", "What is measured from now on is billed.", "/go-live", new NoticeTo(Role.Admin, Platform.Access.Hats.All, []))],
        "golive.paused" => [Value(happened, "Value-based billing is paused", "It is off from the next period.", "/go-live", new NoticeTo(Role.Admin, Platform.Access.Hats.All, []))],
        "alert.opened" => [Value(happened, Text(happened, "title") ?? "An alert was raised", Text(happened, "reason") ?? "", $"/alerts?alert={happened.Subject}", new NoticeTo(Role.Admin, Platform.Access.Hats.Technical, []), Text(happened, "severity") is "critical")],
        "ticket.updated" when Text(happened, "authorId") is { } author && author != happened.By => [Ticket(happened, author)],
        _ => [],
    };

    private static Notice Team(WorkspaceEvent e, string whom, string title, string text, NoticeTo to) => new($"{e.Id}:{whom}", e.WorkspaceId, NotificationTypes.Team, e.Type, title, text, "/settings/team", e.At, to);

    private static Notice Billing(WorkspaceEvent e, string title, string text, bool critical = false) => new(e.Id, e.WorkspaceId, NotificationTypes.Billing, e.Type, title, text, "/billing", e.At, NoticeTo.Payers, critical);

    private static Notice Value(WorkspaceEvent e, string title, string text, string link, NoticeTo to, bool critical = false) => new(e.Id, e.WorkspaceId, NotificationTypes.Value, e.Type, title, text, link, e.At, to, critical);

    private static Notice Ticket(WorkspaceEvent e, string author) => new(
        e.Id, e.WorkspaceId, NotificationTypes.Support, e.Type, $"{Text(e, "reference")}: {Text(e, "subject")}", Text(e, "state") switch
        {
            "waiting_for_customer" => "Support has answered and waits for you.",
            "resolved" => "Support considers it solved.",
            "closed" => "It is closed.",
            _ => "Something was added to it.",
        },
        $"/support/{e.Subject}", e.At, NoticeTo.Only(author));

    // Those of the stage that waits.
    private static NoticeTo Approvers(WorkspaceEvent e) => e.Data is { } data && data.TryGetProperty("stages", out var stages)
        ? NoticeTo.Only([.. stages.EnumerateArray().Where(s => s.GetProperty("state").GetString() is "current").SelectMany(s => s.GetProperty("approvers").EnumerateArray()).Select(a => a.GetString()!)])
        : NoticeTo.Only();

    private static string? Decision(WorkspaceEvent e) => e.Data is { } data && data.TryGetProperty("decisions", out var all) && all.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.Object } last ? last.GetProperty("decision").GetString() : null;

    private static string Hats(WorkspaceEvent e) => List(e, "hats") is { Count: > 0 } hats ? $"Your hats: {string.Join(", ", hats)}." : "";

    private static string Used(WorkspaceEvent e) => Bool(e, "soft") ? "What goes beyond the limit is billed by the price in the plan." : "What goes beyond the limit is refused until the next period, or until a larger plan is chosen.";

    private static IReadOnlyList<string> List(WorkspaceEvent e, string name) => e.Data is { } data && data.TryGetProperty(name, out var all) ? [.. all.EnumerateArray().Select(a => a.GetString()!)] : [];

    private static string? Text(WorkspaceEvent e, string name) => e.Data is { } data && data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static int Number(WorkspaceEvent e, string name) => e.Data is { } data && data.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static bool Bool(WorkspaceEvent e, string name) => e.Data is { } data && data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;
}
