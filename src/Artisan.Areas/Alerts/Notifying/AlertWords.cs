using System.Text.Json;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Channels;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>What is said of an alert: to channels, and in e-mails.</summary>
internal sealed class AlertWords(IWorkspaces workspaces, IOptions<ApiOptions> api, BusinessClock clock)
{
    /// <summary>What a channel is told of a step of an alert.</summary>
    public async Task<ChannelMessage> OfAsync(string workspaceId, Alert alert, ChannelStep step, string messageId, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(workspaceId, ct);
        var text = step switch
        {
            ChannelStep.Escalated => $"{alert.Reason} The alert has been open since {alert.OpenedAt:yyyy-MM-dd HH:mm} UTC, and nobody has acknowledged it.",
            ChannelStep.Resolved => alert.Resolution ?? alert.Reason,
            _ => alert.Reason,
        };
        return new ChannelMessage(
            messageId, alert.Id, step, AlertNames.Of(alert.Severity), alert.Title, text, workspace?.Name ?? workspaceId, new Uri(api.Value.PublicUrl, $"/alerts?alert={alert.Id}"), At(alert, step),
            JsonSerializer.Serialize(AlertResponse.Of(alert), AlertsJson.Default.AlertResponse));
    }

    /// <summary>The same as an e-mail.</summary>
    public static (string Subject, MailContent Content) Mail(ChannelMessage message) =>
        ($"[{message.Severity}] {message.Heading}", new MailContent(message.Heading, [message.Text], new MailLink("Open alerts", message.Link), $"You get this message from Artisan as a member of {message.Workspace}."));

    /// <summary>An alert that is none, for trying channels and for showing what they would be told.</summary>
    public Alert Sample(string id, AlertSeverity severity) => new()
    {
        Id = id,
        Key = "test",
        Kind = AlertKinds.Rule,
        Severity = severity,
        Title = "This is a test of the channel",
        Reason = "Nothing is wrong. If you can read this, alerts reach you here.",
        Resolution = "It was a test.",
        Count = 1,
        OpenedAt = clock.Now,
        LastSeenAt = clock.Now,
    };

    private static DateTimeOffset At(Alert alert, ChannelStep step) => step switch
    {
        ChannelStep.Escalated => alert.EscalatedAt,
        ChannelStep.Acknowledged => alert.AcknowledgedAt,
        ChannelStep.Resolved => alert.ResolvedAt,
        _ => null,
    } ?? alert.LastSeenAt;
}
