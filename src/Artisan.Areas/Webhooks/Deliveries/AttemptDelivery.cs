using System.Security.Cryptography;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Sending;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>
/// Makes one attempt and keeps what came of it. The message for the next try is in the queue before the outcome is committed: a process that dies in between makes this
/// attempt again, and the message that is one too many finds another number of tries and does nothing. So a receiver may get an event twice, and never not at all.
/// </summary>
internal sealed class AttemptDelivery(
    EndpointStore endpoints, DeliveryStore deliveries, SendDelivery send, WebhookSender sender, SendingSlots slots, RetrySchedule schedule, GiveUpEndpoint giveUp, DrainEndpoint drain, SystemClock clock)
    : IQueueHandler<DeliveryAttempt>
{
    private const string SwitchedOff = "The endpoint is switched off.";

    public async Task HandleAsync(QueueMessage<DeliveryAttempt> message, CancellationToken ct)
    {
        var asked = message.Body;
        if ((await endpoints.KnownAsync(asked.WorkspaceId, ct)).FirstOrDefault(e => e.Id == asked.EndpointId) is not { } endpoint) return;
        if (asked.EventId is not { } eventId)
        {
            await drain.RunAsync(asked, endpoint, ct);
            return;
        }

        if (await deliveries.FindAsync(asked.WorkspaceId, asked.EndpointId, eventId, ct) is not { } stored) return;
        if (stored.Delivery.State is not DeliveryState.Pending || stored.Delivery.Tries != asked.Try) return;
        if (endpoint.State is not EndpointState.Enabled)
        {
            await deliveries.Save(asked.WorkspaceId, stored, EndIn(stored.Delivery, SwitchedOff), stored.Health).CommitAsync(ct);
            return;
        }

        if (Postponed(stored.Health) is { } wait)
        {
            await send.AskAsync(asked, wait, ct);
            return;
        }

        using var slot = slots.TryTake(endpoint);
        if (slot is null)
        {
            await send.AskAsync(asked, Moment(), ct);
            return;
        }

        var sent = await sender.SendAsync(asked.WorkspaceId, endpoint, stored.Delivery, ct);
        slot.Proven(sent.Attempt.Took);
        await KeepAsync(asked, endpoint, stored, sent, ct);
    }

    private async Task KeepAsync(DeliveryAttempt asked, Endpoint endpoint, StoredDelivery stored, Sent sent, CancellationToken ct)
    {
        var tried = stored.Delivery.With(sent.Attempt);
        var wait = sent.Attempt.Took || sent.Attempt.Status == 410 ? null : schedule.Next(endpoint, tried, sent.RetryAfter);
        var after = tried with
        {
            State = sent.Attempt.Took ? DeliveryState.Delivered : wait is null ? DeliveryState.Failed : DeliveryState.Pending,
            NextAt = wait is { } next ? clock.Now + next : null,
        };
        if (wait is { } delay) await send.AskAsync(asked with { Try = after.Tries }, delay, ct);

        var health = await Retry.OnConflictAsync(async () =>
        {
            // Another attempt at this endpoint may have changed how it fares; another one of this delivery has the same number.
            var now = sent.Attempt.Took ? EndpointHealth.Good : stored.Health.Failed(clock.Now);
            try
            {
                await deliveries.Save(asked.WorkspaceId, stored, after, now).CommitAsync(ct);
            }
            catch (WriteConflictException)
            {
                if (await deliveries.FindAsync(asked.WorkspaceId, asked.EndpointId, after.EventId, ct) is not { } again || again.Delivery.Tries != asked.Try) return EndpointHealth.Good;
                stored = again;
                throw;
            }

            return now;
        }, ct);
        await giveUp.ConsiderAsync(asked.WorkspaceId, endpoint, sent.Attempt, health, ct);
    }

    // Half-open, the circuit lets one attempt through: the endpoint is unproven then.
    private TimeSpan? Postponed(EndpointHealth health) => health.OpenUntil is { } until && until > clock.Now ? until - clock.Now + Moment() : null;

    private static TimeSpan Moment() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, 4));

    private Delivery EndIn(Delivery delivery, string error) => delivery.With(new Attempt(clock.Now, null, 0, error, null)) with { State = DeliveryState.Failed, NextAt = null };
}
