using System.Globalization;
using System.Text.Json;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// Tells whoever wants to know, and mails the owners of a workspace, that usage has reached 80 % or 100 % of a limit: once a period and mark, however often the message comes.
/// </summary>
internal sealed class TellOwners(BillingStore store, OwnerMails owners, IWorkspaces workspaces, PlanCatalog plans, SystemClock clock, IOptions<ApiOptions> api) : IOutboxSink
{
    public string Name => UsageNotices.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            var passed = JsonSerializer.Deserialize(message.Body, BillingJson.Default.UsageNotices)!;
            await AnnounceAsync(message.Id, passed, ct);
            if (await workspaces.FindAsync(passed.WorkspaceId, ct) is { } workspace) await owners.SendAsync(passed.WorkspaceId, message.Id, passed.Notices.Select(n => Write(workspace, n)), ct);
        }
    }

    // Not in the transaction that counts: the rows of that are for events.
    private async Task AnnounceAsync(string messageId, UsageNotices passed, CancellationToken ct)
    {
        var home = store.Home(passed.WorkspaceId);
        var change = home.Change().Insert(OwnerMails.Done(home, messageId, "announced", clock));
        foreach (var notice in passed.Notices) change.Announce(BillingEvents.ThresholdReached, passed.WorkspaceId, notice.Metric, notice);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same message, delivered twice.
        }
    }

    private (string Subject, MailContent Content) Write(WorkspaceSettings workspace, UsageNotice notice)
    {
        var title = plans.FindMetric(notice.Metric)?.Title ?? notice.Metric;
        var resets = TimeZoneInfo.ConvertTime(notice.PeriodEnd, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone)).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var beyond = notice.Soft ? "What goes beyond it is billed by the price in your plan." : "What goes beyond it is refused until then, or until you choose a larger plan.";
        return (
            $"{title}: {notice.Percent} % of the plan's limit",
            new MailContent(
                $"{workspace.Name}: {title}",
                [
                    string.Create(CultureInfo.InvariantCulture, $"{notice.Used:#,0.######} of {notice.Limit:#,0.######} are used: {notice.Percent} % of what your plan includes in this billing period."),
                    $"{beyond} The next period begins on {resets} ({workspace.TimeZone}).",
                ],
                new MailLink("See the usage", new Uri(api.Value.PublicUrl, "/billing/usage")), "You get this message from Artisan because you own a workspace."));
    }
}
