namespace Artisan.Areas.Alerts.Notifying;

/// <summary>A way to people: e-mail now, chat and pagers beside it. The list of alerts itself needs none.</summary>
internal interface IAlertChannel
{
    /// <summary>Sends a notice; called at least once with the same <paramref name="noticeId"/>, so it sends once by that.</summary>
    Task SendAsync(string noticeId, AlertNotice notice, CancellationToken ct);
}
