namespace Artisan.Platform.Payments;

/// <summary>Why a payment provider did not do what it was asked.</summary>
public enum PaymentFailure
{
    /// <summary>The payer's bank refuses.</summary>
    Declined,

    /// <summary>The payer must confirm the payment first.</summary>
    ActionRequired,

    /// <summary>The provider refuses the request for good: a record in the wrong state, a value it does not take.</summary>
    Refused,

    /// <summary>There is no such record.</summary>
    NotFound,

    /// <summary>The key was used with another request.</summary>
    KeyReused,

    /// <summary>Too much at once, or the record is being changed by another call: try again later.</summary>
    Busy,

    /// <summary>The provider cannot be reached or fails: try again later.</summary>
    Unavailable,

    /// <summary>The credentials are wrong or lack a right: the operator's to repair.</summary>
    Unauthorized,
}

/// <summary>A payment provider did not do what it was asked. Its message holds no secret and nothing of the payer.</summary>
/// <param name="failure">Why.</param>
/// <param name="code">The provider's own word for it.</param>
/// <param name="declineCode">The bank's word for a refusal: <c>insufficient_funds</c>, <c>expired_card</c>; null for other failures.</param>
/// <param name="inner">What caused it.</param>
public sealed class PaymentException(PaymentFailure failure, string code, string? declineCode = null, Exception? inner = null)
    : Exception(declineCode is null ? $"The payment provider did not do it: {failure} ({code})." : $"The payment provider did not do it: {failure} ({code}, {declineCode}).", inner)
{
    /// <summary>Why.</summary>
    public PaymentFailure Failure => failure;

    /// <summary>The provider's own word for it.</summary>
    public string Code => code;

    /// <summary>The bank's word for a refusal.</summary>
    public string? DeclineCode => declineCode;

    /// <summary>Whether the same call with the same key may go through later.</summary>
    public bool Transient => !Kept && failure is (PaymentFailure.Busy or PaymentFailure.Unavailable);

    /// <summary>Whether the provider keeps this failure of its own, and repeats it to whoever comes with the same key; the call may have been carried out all the same.</summary>
    public bool Kept { get; init; }

    /// <summary>Whether it is one of an earlier call.</summary>
    public bool Earlier { get; init; }

    /// <summary>Whether it is the answer to the call that begins a subscription, and not to one of those before it.</summary>
    public bool OfBeginning { get; init; }

    /// <summary>The same, said of the call that begins a subscription.</summary>
    public PaymentException AtBeginning() => new(failure, code, declineCode, this) { Kept = Kept, Earlier = Earlier, OfBeginning = true };
}
