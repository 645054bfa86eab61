using System.Text.Json.Serialization;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>How far a delivery is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
internal enum DeliveryState
{
    /// <summary>It is tried now, or again later.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>All tries failed; it can be sent again by hand.</summary>
    Failed,
}

/// <summary>One event on its way to one endpoint.</summary>
internal sealed record Delivery
{
    /// <summary>The event's id, the same at every attempt: the receiver knows a repeated one by it.</summary>
    public required string EventId { get; init; }

    public required string EndpointId { get; init; }

    public required string Type { get; init; }

    /// <summary>The body, to the byte.</summary>
    [JsonIgnore]
    public string Body { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Pending;

    /// <summary>How often it was tried in all.</summary>
    public int Tries { get; init; }

    /// <summary>How often it had been tried when it was sent anew; the schedule counts from there.</summary>
    public int Before { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The latest attempts, the oldest first.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>With one more attempt.</summary>
    public Delivery With(Attempt attempt) => this with { Tries = Tries + 1, Attempts = [.. Attempts.TakeLast(MostAttempts - 1), attempt] };

    /// <summary>To be tried from the beginning, under the same id.</summary>
    public Delivery Anew() => this with { State = DeliveryState.Pending, Before = Tries, NextAt = null };

    private const int MostAttempts = 10;
}

/// <summary>What came of one attempt.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Status">The receiver's HTTP status; null where it gave none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Error">Why there is no status.</param>
/// <param name="Response">How the receiver's answer begins.</param>
public sealed record Attempt(DateTimeOffset At, int? Status, long Milliseconds, string? Error, string? Response)
{
    /// <summary>Whether the receiver took the event.</summary>
    internal bool Took => Status is >= 200 and < 300;
}
