namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>How an endpoint fares. A healthy one has none of this stored.</summary>
/// <param name="FailingSince">When it first failed since it last took an event.</param>
/// <param name="Failures">How often it failed since.</param>
/// <param name="OpenUntil">Until when nothing is sent to it: the circuit is open.</param>
internal sealed record EndpointHealth(DateTimeOffset? FailingSince = null, int Failures = 0, DateTimeOffset? OpenUntil = null)
{
    public static readonly EndpointHealth Good = new();

    private const int FailuresToOpen = 5;
    private const int MostPauses = 30;

    /// <summary>After a failure: from the fifth in a row on it is left alone for a while, each time twice as long, up to thirty times the first pause.</summary>
    public EndpointHealth Failed(DateTimeOffset now, TimeSpan firstPause)
    {
        var failures = Failures + 1;
        var pause = firstPause * Math.Min(MostPauses, 1 << Math.Clamp(failures - FailuresToOpen, 0, 10));
        return new EndpointHealth(FailingSince ?? now, failures, failures >= FailuresToOpen ? now + pause : null);
    }
}
