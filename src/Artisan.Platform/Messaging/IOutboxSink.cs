namespace Artisan.Platform.Messaging;

/// <summary>
/// Takes messages that are not for a queue: projections and the audit chain. Called at least once per message,
/// possibly again after a crash and in any order, so every sink is idempotent by the message's id or content.
/// </summary>
public interface IOutboxSink
{
    /// <summary>The name that messages are sent to.</summary>
    string Name { get; }

    /// <summary>Applies messages of one partition; throws where they must be delivered again.</summary>
    Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct);
}
