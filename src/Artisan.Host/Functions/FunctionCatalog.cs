namespace Artisan.Host.Functions;

/// <summary>
/// Every function of the app, declared once: one door per API area, one function per timer and per queue.
/// <c>--emit-functions</c> writes them as <c>function.json</c> folders.
/// </summary>
public static class FunctionCatalog
{
    /// <summary>All functions; names are unique, and no route begins with <c>admin</c> or <c>runtime</c>, which the host keeps to itself.</summary>
    public static IReadOnlyList<Function> All { get; } =
    [
        Http("auth", "api/auth/{*path}"),
        Http("audit", "api/audit/{*path}"),
        Http("workspaces", "api/workspaces/{*path}"),
        Http("value", "api/value/{*path}"),
        Http("setup", "api/setup/{*path}"),
        Http("approvals", "api/approvals/{*path}"),
        Http("golive", "api/golive/{*path}"),
        Http("alerts", "api/alerts/{*path}"),
        Http("receipts", "api/receipts/{*path}"),
        Http("billing", "api/billing/{*path}"),
        Http("stripe", "api/stripe/{*path}"),
        Http("webhooks", "api/webhooks/{*path}"),
        Http("integrations", "api/integrations/{*path}"),
        Http("support", "api/support/{*path}"),
        Http("notifications", "api/notifications/{*path}"),
        Http("unsubscribe", "api/email/{*path}"),
        Http("dashboard", "api/dashboard"),
        Http("health", "api/health"),
        Http("openapi", "api/openapi.json"),

        Queue("outbox-bell"),
        Queue("email"),
        Queue("registry-shard"),
        Queue("outbox-sweep-part"),
        Queue("outbox-sweep-people"),
        Queue("audit-verify-part"),
        Queue("audit-checkpoint-part"),
        Queue("backup-part"),
        Queue("receipt-seal"),
        Queue("ledger-verify-part"),
        Queue("value-calculation"),
        Queue("integration-sync"),
        Queue("alert-check"),
        Queue("alert-sources-part"),
        Queue("alert-due"),
        Queue("alert-delivery"),
        Queue("subscription-step"),
        Queue("export"),
        Queue("workspace-due"),
        Queue("stripe-events"),
        Queue("stripe-overdue"),
        Queue("stripe-usage"),
        Queue("usage-recount-part"),
        Queue("webhook-events"),
        Queue("webhook-delivery"),
        Queue("webhook-replay"),
        Queue("webhook-inbound"),
        Queue("connection-sync"),
        Queue("connection-ended"),
        Queue("crm-push"),
        Queue("approval-due"),
        Queue("support-mail"),
        Queue("support-due"),
        Queue("dashboard-changed"),
        Queue("notification"),
        Queue("notification-digest"),
        Timer("due-work", "0 * * * * *"),
        Timer("outbox-sweep", "0 30 1 * * *"),
        Timer("poison-replay", "0 40 * * * *"),
        Timer("full-backup", "0 0 2 * * *"),
        Timer("incremental-backup", "0 0 */4 * * *"),
        Timer("ledger-verify", "0 30 3 * * *"),
        Timer("audit-verify", "0 45 3 * * *"),
        Timer("audit-checkpoints", "0 15 4 * * *"),
        Timer("value-calculations", "0 5 * * * *"),
        Timer("alert-sources", "0 15 2 * * *"),
        Timer("digest", "0 0 * * * *"),
        Timer("renewals", "0 */10 * * * *"),
        Timer("dunning", "0 20 * * * *"),
        Timer("stripe-recovery", "0 40 * * * *"),
        Timer("usage-recount", "0 50 2 * * *"),
        Timer("reminders", "0 15 * * * *"),
        Timer("purge", "0 0 4 * * *"),
    ];

    /// <summary>The timer or queue function of a name; null where there is none.</summary>
    public static Function? Find(string name) => Named.GetValueOrDefault(name);

    private static readonly Dictionary<string, Function> Named = All.Where(f => f.Trigger is not HttpTrigger).ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    private static Function Http(string name, string route) => new(name, new HttpTrigger(route));

    private static Function Timer(string name, string schedule) => new(name, new TimerTrigger(schedule));

    private static Function Queue(string name) => new(name, new QueueTrigger(name));
}
