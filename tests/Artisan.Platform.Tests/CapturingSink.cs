using System.Collections.Concurrent;
using Artisan.Platform.Messaging;

namespace Artisan.Platform.Tests;

/// <summary>A sink that remembers what it was given and refuses what a test tells it to.</summary>
internal sealed class CapturingSink : IOutboxSink
{
    public const string SinkName = "captured";

    private readonly ConcurrentQueue<OutboxMessage> _taken = new();

    /// <summary>Refuses messages for which this answers true.</summary>
    public Func<OutboxMessage, bool> Refuses { get; set; } = static _ => false;

    public IReadOnlyCollection<OutboxMessage> Taken => _taken;

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (messages.Any(Refuses)) throw new InvalidOperationException("The sink refuses a message.");
        foreach (var message in messages) _taken.Enqueue(message);
        return Task.CompletedTask;
    }
}
