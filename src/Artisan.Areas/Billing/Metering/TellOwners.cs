using System.Globalization;
using System.Text.Json;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Mails the owners of a workspace that usage has reached 80 % or 100 % of a limit: once a period and mark, however often the message comes.</summary>
internal sealed class TellOwners(OwnerMails owners, IWorkspaces workspaces, PlanCatalog plans, IOptions<ApiOptions> api) : IOutboxSink
{
    public string Name => UsageNotices.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            var passed = JsonSerializer.Deserialize(message.Body, BillingJson.Default.UsageNotices)!;
            if (await workspaces.FindAsync(passed.WorkspaceId, ct) is { } workspace) await owners.SendAsync(passed.WorkspaceId, message.Id, passed.Notices.Select(n => Write(workspace, n)), ct);
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
