namespace Artisan.Platform.Payments;

/// <summary>
/// Something happened at the provider. It says only what to look at: the state is read from the provider when the event is handled, so that the order of
/// events does not matter.
/// </summary>
/// <param name="Id">The same for every delivery.</param>
/// <param name="Type">The provider's word for it: <c>invoice.paid</c>.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="Customer">The customer it is about.</param>
/// <param name="Subscription">The subscription it is about.</param>
/// <param name="Invoice">The invoice it is about.</param>
/// <param name="WorkspaceId">The workspace that the object names, where it does.</param>
public sealed record PaymentEvent(string Id, string Type, DateTimeOffset CreatedAt, string? Customer, string? Subscription, string? Invoice, string? WorkspaceId);

/// <summary>Why a delivery was not taken for an event.</summary>
public enum EventRefusal
{
    /// <summary>It is not signed by a secret of ours, or not as it must be.</summary>
    BadSignature,

    /// <summary>It was signed too long ago, or in the future.</summary>
    Stale,

    /// <summary>It is signed, but is none of the events that Artisan reads.</summary>
    Unreadable,
}

/// <summary>A delivery that was looked at: an event, or the reason why it is none.</summary>
public sealed record EventReading(PaymentEvent? Event, EventRefusal? Refusal);

/// <summary>What the provider tells of its own accord.</summary>
public interface IPaymentEvents
{
    /// <summary>Checks a delivery's signature on its bytes, and reads it only then.</summary>
    EventReading Read(ReadOnlyMemory<byte> body, string? signature);

    /// <summary>The events since an instant that could not be delivered, the oldest first.</summary>
    IAsyncEnumerable<PaymentEvent> UndeliveredAsync(DateTimeOffset since, CancellationToken ct);
}
