namespace Artisan.LocalHost.Queues;

/// <summary>How long to wait after an empty poll: 100 ms, then that plus a doubling share of 100 ms (each within 20 %), up to the longest interval.</summary>
internal sealed class PollBackoff(TimeSpan longest, Random random)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan _current;
    private int _exponent;

    public TimeSpan Next(bool foundSinceLastWait)
    {
        if (foundSinceLastWait) (_current, _exponent) = (Shortest, 1);
        else if (_current != longest) Grow();
        return _current;
    }

    private void Grow()
    {
        var next = Shortest;
        if (_exponent > 0) next += Shortest * (0.8 + 0.4 * random.NextDouble()) * Math.Pow(2, _exponent - 1);
        if (next >= longest) _current = longest;
        else (_current, _exponent) = (next, _exponent + 1);
    }
}
