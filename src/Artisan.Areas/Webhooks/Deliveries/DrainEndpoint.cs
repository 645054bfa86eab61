using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Sending;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>
/// Sends the events of an endpoint that wants them in order, one after the other, under a lease that one process has at a time. The first is tried at most three times within
/// about ten minutes, then it has failed and the next one goes: one event that is refused for ever must not hold back all others.
/// </summary>
internal sealed class DrainEndpoint(EndpointStore endpoints, DeliveryStore deliveries, SendDelivery send, WebhookSender sender, SendingSlots slots, RetrySchedule schedule, HealthStore health, GiveUpEndpoint giveUp, IIds ids, SystemClock clock)
{
    private const string LeaseRow = "lease";
    private const string Holder = "holder";
    private const string Until = "until";
    private static readonly TimeSpan Leased = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Sends what waits, for half a minute at most; asks to go on where something is left.</summary>
    public async Task RunAsync(DeliveryAttempt asked, Endpoint endpoint, CancellationToken ct)
    {
        if (endpoint.State is not EndpointState.Enabled) return;
        var home = deliveries.Home(asked.WorkspaceId, endpoint.Id);
        if (await FirstAsync(home, ct) is null) return;
        using var slot = slots.TryTake(endpoint);
        // Whoever has the lease may have looked for the last time before our event came: so this message comes back.
        if (slot is null || await LeaseAsync(home, ct) is not { } lease)
        {
            await send.AskAsync(asked, Soon, ct);
            return;
        }

        var wait = await SendAsync(asked, endpoint, home, slot, ct);
        await home.Change().Delete(lease).CommitAsync(ct);
        if (wait is { } delay) await send.AskAsync(asked, delay, ct);
    }

    // How long to wait before going on; null where nothing waits.
    private async Task<TimeSpan?> SendAsync(DeliveryAttempt asked, Endpoint endpoint, Partition home, SendingSlots.Slot slot, CancellationToken ct)
    {
        var end = clock.Now + Longest;
        while (await FirstAsync(home, ct) is { } waiting)
        {
            if (clock.Now >= end) return TimeSpan.Zero;
            if (await deliveries.FindAsync(asked.WorkspaceId, endpoint.Id, WebhookKeys.EventOf(waiting.RowKey), ct) is not { Delivery.State: DeliveryState.Pending } stored)
            {
                await home.Change().Delete(waiting).CommitAsync(ct);
                continue;
            }

            // The waiting time belongs to the first event, not to the message that brought us here.
            if (stored.Delivery.NextAt is { } next && next > clock.Now) return next - clock.Now;
            var sent = await sender.SendAsync(asked.WorkspaceId, endpoint, stored.Delivery, ct);
            slot.Proven(sent.Attempt.Took);
            await KeepAsync(asked.WorkspaceId, endpoint, stored, waiting, sent, ct);
        }

        return null;
    }

    private async Task KeepAsync(string workspaceId, Endpoint endpoint, StoredDelivery stored, TableEntity waiting, Sent sent, CancellationToken ct)
    {
        var tried = stored.Delivery.With(sent.Attempt);
        var wait = sent.Attempt.Took || sent.Attempt.Status == 410 ? null : schedule.Next(endpoint, tried, sent.RetryAfter);
        var change = deliveries.Save(workspaceId, stored, tried with
        {
            State = sent.Attempt.Took ? DeliveryState.Delivered : wait is null ? DeliveryState.Failed : DeliveryState.Pending,
            NextAt = wait is { } next ? clock.Now + next : null,
        });
        if (wait is null) change.Delete(waiting);
        await change.CommitAsync(ct);
        if (await endpoints.KnownAsync(workspaceId, endpoint.Id, ct) is not { } known) return;
        if (sent.Attempt.Took) await health.TookAsync(workspaceId, known, ct);
        else await giveUp.ConsiderAsync(workspaceId, endpoint, sent.Attempt, await health.FailedAsync(workspaceId, known, ct), ct);
    }

    private static async Task<TableEntity?> FirstAsync(Partition home, CancellationToken ct) => (await home.PageAsync(RowRange.Prefix(WebhookKeys.WaitingPrefix), 1, after: null, ct)).Rows is [var first] ? first : null;

    // The lease; null where another process has it. One that was left behind by a dead process is taken over when its time is up.
    private async Task<TableEntity?> LeaseAsync(Partition home, CancellationToken ct)
    {
        var row = await home.FindAsync(LeaseRow, ct);
        if (row?.GetDateTimeOffset(Until) > clock.Now) return null;
        row ??= home.Row(LeaseRow);
        (row[Holder], row[Until]) = (ids.Ulid(), clock.Now + Leased);
        try
        {
            await home.Change().Save(row).CommitAsync(ct);
            return row;
        }
        catch (WriteConflictException)
        {
            return null;
        }
    }
}
