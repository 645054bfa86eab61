using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Channels;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>What to show: what a channel of a kind is told when an alert of a severity opens.</summary>
/// <param name="Kind">email, slack, pagerduty, sms or webhook.</param>
/// <param name="Severity">info, warning or critical; critical where it is left out.</param>
public sealed record PreviewChannelRequest([Required, RegularExpression(AlertNames.ChannelKinds)] string Kind, [RegularExpression(AlertNames.Severities)] string? Severity = null);

/// <summary>What would be sent.</summary>
/// <param name="ContentType">text/plain or application/json.</param>
/// <param name="Subject">The subject; of e-mail.</param>
/// <param name="Body">The body, without any key.</param>
public sealed record PreviewChannelResponse(string ContentType, string? Subject, string Body);

/// <summary>Shows what a channel would be told; nothing is sent.</summary>
internal sealed class PreviewChannel(ChannelSenders senders, AlertWords words, IIds ids)
{
    public async Task<Outcome<PreviewChannelResponse>> RunAsync(PreviewChannelRequest request, Caller caller, CancellationToken ct)
    {
        var sample = words.Sample(ids.New(AlertKeys.IdPrefix), AlertNames.Severity(request.Severity ?? "critical"));
        var message = await words.OfAsync(caller.WorkspaceId, sample, ChannelStep.Opened, ids.New("tst"), ct);
        if (senders.Of(request.Kind)?.Preview(message) is { } shown) return new PreviewChannelResponse(shown.ContentType, null, shown.Body);
        var (subject, content) = AlertWords.Mail(message);
        return new PreviewChannelResponse("text/plain", subject, content.ToText());
    }
}
