namespace Artisan.Platform.Functions;

/// <summary>A message as its handler sees it.</summary>
/// <param name="Id">The same for every delivery of the message; handlers that must act once remember it with their effect.</param>
/// <param name="Body">The message.</param>
public sealed record QueueMessage<T>(string Id, T Body);

/// <summary>
/// The work behind a queue function. Called at least once per message, in any order, possibly twice at the same time:
/// every handler is idempotent. Throwing makes the message come back, and after five tries it goes to the poison queue.
/// </summary>
public interface IQueueHandler<T>
{
    /// <summary>Does the work of one message.</summary>
    Task HandleAsync(QueueMessage<T> message, CancellationToken ct);
}

/// <summary>The work behind a timer function: finds what is due and enqueues it. Safe to run twice or late.</summary>
public interface ITimedJob
{
    /// <summary>Runs the job for one slot.</summary>
    Task RunAsync(CancellationToken ct);
}
