using System.Text.Json.Serialization;

namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>Why nothing is sent to an endpoint.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndpointState>))]
internal enum EndpointState
{
    /// <summary>Events are sent.</summary>
    Enabled,

    /// <summary>Somebody switched it off.</summary>
    Disabled,

    /// <summary>It answered 410: it wants no more.</summary>
    Gone,

    /// <summary>Nothing but failures for days.</summary>
    Failing,
}

/// <summary>Where a workspace wants its events sent.</summary>
internal sealed record Endpoint
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    public required string Description { get; init; }

    /// <summary>The types of events that it wants; none means all.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    public required EndpointState State { get; init; }

    /// <summary>Whether an event waits until the one before is delivered or given up.</summary>
    public required bool Ordered { get; init; }

    /// <summary>How many requests a minute it is sent at most, by each instance of Artisan; null where it takes as many as come.</summary>
    public int? PerMinute { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The signing secret, sealed.</summary>
    public required string Secret { get; init; }

    /// <summary>The one before, sealed, while both sign.</summary>
    public string? Previous { get; init; }

    /// <summary>When the one before stops signing.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    public bool Wants(string type) => State is EndpointState.Enabled && (Types.Count == 0 || Types.Contains(type));
}
