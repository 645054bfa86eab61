using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Payments;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Stripe;

/// <summary>
/// The events that Stripe delivered, each taken once. Taking one writes its row and the message that has it handled in one transaction: a claimed event cannot be
/// lost, and a doubled delivery finds the row. It is open until it was handled.
/// </summary>
internal sealed class StripeInbox(Stores stores, SystemClock clock)
{
    /// <summary>The queue of events to be handled.</summary>
    public const string Queue = "stripe-events";

    private const string Handled = "handled";

    // Stripe repeats an event for three days and lists it for thirty.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(40);

    /// <summary>Takes an event; false where it was taken before.</summary>
    public async Task<bool> TakeAsync(PaymentEvent happened, CancellationToken ct)
    {
        var (home, key) = Place(happened);
        var row = home.Row(key);
        row["type"] = happened.Type;
        row[Handled] = false;
        row[Partition.Expiry] = clock.Now + Remembered;
        try
        {
            await home.Change().Insert(row).Send(Queue, happened, BillingJson.Default.PaymentEvent).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return false;
        }
    }

    /// <summary>Whether an event is still to be handled.</summary>
    public async Task<bool> IsOpenAsync(PaymentEvent happened, CancellationToken ct)
    {
        var (home, key) = Place(happened);
        return await home.FindAsync(key, ct) is { } row && row.GetBoolean(Handled) is false;
    }

    /// <summary>An event was handled.</summary>
    public async Task CloseAsync(PaymentEvent happened, CancellationToken ct)
    {
        var (home, key) = Place(happened);
        if (await home.FindAsync(key, ct) is not { } row) return;
        row[Handled] = true;
        // Whoever handled it beside this call writes the same.
        await home.Change().Upsert(row).CommitAsync(ct);
    }

    /// <summary>Forgets the events that were not handled, so that they can be taken again; answers how many.</summary>
    public async Task<int> ForgetOpenAsync(CancellationToken ct)
    {
        var forgotten = 0;
        foreach (var name in BillingKeys.AllStripeEvents)
        {
            var (home, open) = (stores.Platform(BillingKeys.Table).Partition(name), new List<TableEntity>());
            await foreach (var row in home.RangeAsync(BillingKeys.StripeEventRows, ct)) if (row.GetBoolean(Handled) is false) open.Add(row);
            foreach (var row in open) await home.Change().Delete(row).CommitAsync(ct);
            forgotten += open.Count;
        }

        return forgotten;
    }

    private (Partition Home, string Key) Place(PaymentEvent happened) => (stores.Platform(BillingKeys.Table).Partition(BillingKeys.StripeEvents(happened.Id)), BillingKeys.StripeEvent(happened.Id));
}
