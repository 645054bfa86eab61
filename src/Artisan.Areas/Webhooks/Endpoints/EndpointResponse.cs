namespace Artisan.Areas.Webhooks.Endpoints;

/// <summary>An endpoint; its secret is shown only where it is made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Types">The types of events that it wants; none means all.</param>
/// <param name="Enabled">Whether events are sent.</param>
/// <param name="DisabledBecause">Where none are: disabled by somebody, gone (it answered 410), or failing (nothing but failures for days).</param>
/// <param name="Ordered">Whether an event waits until the one before is delivered or given up.</param>
/// <param name="PerMinute">How many requests a minute it is sent at most by each instance; null where it takes as many as come.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PreviousSecretUntil">While a secret is being rotated: until when the one before signs as well.</param>
public sealed record EndpointResponse(
    string Id, string Url, string Description, IReadOnlyList<string> Types, bool Enabled, string? DisabledBecause, bool Ordered, int? PerMinute, DateTimeOffset CreatedAt,
    DateTimeOffset? PreviousSecretUntil)
{
    internal static EndpointResponse Of(Endpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Description, endpoint.Types, endpoint.State is EndpointState.Enabled,
        endpoint.State is EndpointState.Enabled ? null : endpoint.State.ToString().ToLowerInvariant(), endpoint.Ordered, endpoint.PerMinute, endpoint.CreatedAt, endpoint.PreviousUntil);
}

/// <summary>An endpoint with its secret, which is shown here and never again.</summary>
public sealed record EndpointWithSecret(EndpointResponse Endpoint, string Secret)
{
    // The secret stays out of logs.
    public override string ToString() => $"endpoint {Endpoint.Id}";
}
