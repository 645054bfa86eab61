namespace Artisan.LocalHost.Handler;

/// <summary>Counts the handler's errors: the third within 30 minutes ends the host.</summary>
internal sealed class HandlerErrors(TimeProvider clock)
{
    public const int Most = 3;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private readonly Queue<DateTimeOffset> _errors = new();

    /// <summary>Adds one and answers whether that was one too many.</summary>
    public bool Add()
    {
        var now = clock.GetUtcNow();
        while (_errors.TryPeek(out var oldest) && now - oldest > Window) _errors.Dequeue();
        _errors.Enqueue(now);
        return _errors.Count >= Most;
    }
}
