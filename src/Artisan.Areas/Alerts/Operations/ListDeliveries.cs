using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>A step of an alert that a channel was told of.</summary>
/// <param name="ChannelId">The channel; owners for the e-mails to them.</param>
/// <param name="Channel">What it was called then.</param>
/// <param name="Kind">email, slack, pagerduty, sms or webhook.</param>
/// <param name="Step">opened, escalated, acknowledged or resolved.</param>
/// <param name="State">pending, delivered, failed, or skipped where there was no reason any more to send it.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="CreatedAt">When it was to be told.</param>
/// <param name="TriedAt">When the last try was.</param>
/// <param name="NextAt">When the next one is.</param>
/// <param name="Problem">What went wrong, or why it was not sent.</param>
public sealed record AlertDeliveryResponse(
    string ChannelId, string Channel, string Kind, string Step, string State, int Tries, DateTimeOffset CreatedAt, DateTimeOffset? TriedAt, DateTimeOffset? NextAt, string? Problem)
{
    internal static AlertDeliveryResponse Of(ChannelDelivery d) => new(d.ChannelId, d.ChannelName, d.Kind, AlertNames.Of(d.Step), AlertNames.Of(d.State), d.Tries, d.CreatedAt, d.TriedAt, d.NextAt, d.Problem);
}

/// <summary>What channels were told of an alert, the oldest first.</summary>
public sealed record AlertDeliveriesResponse(IReadOnlyList<AlertDeliveryResponse> Items);

/// <summary>Says who was told of an alert, and what came of it; kept for 90 days.</summary>
internal sealed class ListDeliveries(AlertRows rows)
{
    public async Task<Outcome<AlertDeliveriesResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if (await AlertRows.FindAsync(home, id, ct) is null) return Faults.NotFound;
        return new AlertDeliveriesResponse([.. (await DeliveryRows.OfAlertAsync(home, id, ct)).Select(d => AlertDeliveryResponse.Of(d.Delivery))]);
    }
}
