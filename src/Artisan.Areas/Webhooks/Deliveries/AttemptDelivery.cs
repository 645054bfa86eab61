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
    EndpointStore endpoints, DeliveryStore deliveries, SendDelivery send, WebhookSender sender, SendingSlots slots, RetrySchedule schedule, HealthStore health, GiveUpEndpoint giveUp, DrainEndpoint drain,
    SystemClock clock) : IQueueHandler<DeliveryAttempt>
{
    private const string SwitchedOff = "The endpoint is switched off.";

    // Longer than storage is asked again: by then the outcome of the try before is kept, or its process is dead and its message comes back.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(45);

    public async Task HandleAsync(QueueMessage<DeliveryAttempt> message, CancellationToken ct)
    {
        var asked = message.Body;
        if (await endpoints.KnownAsync(asked.WorkspaceId, asked.EndpointId, ct) is not { } known) return;
        if (asked.EventId is not { } eventId) await drain.RunAsync(asked, known.Endpoint, ct);
        else if (known.Endpoint.State is not EndpointState.Enabled) await EndAsync(asked, eventId, ct);
        else if (Postponed(known.Health) is { } wait) await send.AskAsync(asked, wait, ct);
        else await TryAsync(asked, eventId, known, ct);
    }

    // The slot comes before anything is read: who has to wait costs nothing but the message.
    private async Task TryAsync(DeliveryAttempt asked, string eventId, KnownEndpoint known, CancellationToken ct)
    {
        using var slot = slots.TryTake(known.Endpoint);
        if (slot is null)
        {
            await send.AskAsync(asked, Moment(), ct);
            return;
        }

        if (await PendingAsync(asked, eventId, ct) is not { } stored)
        {
            slot.NotUsed();
            return;
        }

        var sent = await sender.SendAsync(asked.WorkspaceId, known.Endpoint, stored.Delivery, ct);
        slot.Proven(sent.Attempt.Took);
        await KeepAsync(asked, known, stored, sent, ct);
    }

    private async Task<StoredDelivery?> PendingAsync(DeliveryAttempt asked, string eventId, CancellationToken ct)
    {
        if (await deliveries.FindAsync(asked.WorkspaceId, asked.EndpointId, eventId, ct) is not { Delivery.State: DeliveryState.Pending } stored) return null;
        if (stored.Delivery.Tries < asked.Try && !asked.Again) await send.AskAsync(asked with { Again = true }, Kept, ct);
        return stored.Delivery.Tries == asked.Try ? stored : null;
    }

    private async Task KeepAsync(DeliveryAttempt asked, KnownEndpoint known, StoredDelivery stored, Sent sent, CancellationToken ct)
    {
        var tried = stored.Delivery.With(sent.Attempt);
        var wait = sent.Attempt.Took || sent.Attempt.Status == 410 ? null : schedule.Next(known.Endpoint, tried, sent.RetryAfter);
        var after = tried with
        {
            State = sent.Attempt.Took ? DeliveryState.Delivered : wait is null ? DeliveryState.Failed : DeliveryState.Pending,
            NextAt = wait is { } next ? clock.Now + next : null,
        };
        if (wait is { } delay) await send.AskAsync(asked with { Try = after.Tries, Again = false }, delay, ct);
        try
        {
            await deliveries.Save(asked.WorkspaceId, stored, after).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice: the other one kept its outcome.
        }

        if (sent.Attempt.Took) await health.TookAsync(asked.WorkspaceId, known, ct);
        else await giveUp.ConsiderAsync(asked.WorkspaceId, known.Endpoint, sent.Attempt, await health.FailedAsync(asked.WorkspaceId, known, ct), ct);
    }

    private async Task EndAsync(DeliveryAttempt asked, string eventId, CancellationToken ct)
    {
        if (await PendingAsync(asked, eventId, ct) is not { } stored) return;
        var ended = stored.Delivery.With(new Attempt(clock.Now, null, 0, SwitchedOff, null)) with { State = DeliveryState.Failed, NextAt = null };
        await deliveries.Save(asked.WorkspaceId, stored, ended).CommitAsync(ct);
    }

    // Half-open, the circuit lets one attempt through: the endpoint is unproven then.
    private TimeSpan? Postponed(EndpointHealth fares) => fares.OpenUntil is { } until && until > clock.Now ? until - clock.Now + Moment() : null;

    private static TimeSpan Moment() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, 4));
}
