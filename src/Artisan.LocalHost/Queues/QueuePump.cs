using Artisan.Azure.Queues;
using Artisan.LocalHost.Functions;
using Azure;

namespace Artisan.LocalHost.Queues;

/// <summary>
/// Moves the messages of one queue into its function as the Functions host does: batches, at most batchSize + newBatchThreshold at a
/// time, growing waits while there is nothing, a missing queue is an empty one.
/// </summary>
internal sealed class QueuePump(QueueFunction function, QueueClient queue, QueueOptions options, MessageProcessor processor, Random random, TimeProvider clock, ILogger log) : IDisposable
{
    private readonly PollBackoff _backoff = new(options.MaxPollingInterval, random);
    private readonly SemaphoreSlim _polling = new(1, 1);
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _inFlight = [];
    private TaskCompletionSource _ended = NewSignal();
    private long _received;

    /// <summary>How many messages this pump has taken since the start.</summary>
    public long Received => Interlocked.Read(ref _received);

    public async Task RunAsync(CancellationToken ct)
    {
        var found = false;
        while (!ct.IsCancellationRequested)
        {
            await BelowThresholdAsync(ct);
            if (await TryPollAsync(ct) > 0)
            {
                found = true;
                continue;
            }

            await Task.Delay(_backoff.Next(found), clock, ct);
            found = false;
        }
    }

    /// <summary>Takes what is visible now without waiting for the next poll; answers how many.</summary>
    public async Task<int> PollAsync(CancellationToken ct)
    {
        await _polling.WaitAsync(ct);
        try
        {
            var messages = await queue.ReceiveMessagesAsync(options.BatchSize, options.InFlight, ct);
            foreach (var message in messages.Value) Start(message, ct);
            return messages.Value.Length;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
        finally
        {
            _polling.Release();
        }
    }

    /// <summary>Ends when nothing is in flight.</summary>
    public async Task IdleAsync(CancellationToken ct)
    {
        while (true)
        {
            Task[] tasks;
            lock (_lock) tasks = [.. _inFlight];
            if (tasks.Length == 0) return;
            await Task.WhenAll(tasks).WaitAsync(ct);
        }
    }

    public void Dispose() => _polling.Dispose();

    private async Task<int> TryPollAsync(CancellationToken ct)
    {
        try
        {
            return await PollAsync(ct);
        }
        catch (Exception e) when (e is RequestFailedException or HttpRequestException or IOException)
        {
            log.LogWarning("Queue {Queue} could not be read: {Why}", function.Queue, e.Message);
            return 0;
        }
    }

    private void Start(QueueMessage message, CancellationToken ct)
    {
        Interlocked.Increment(ref _received);
        var work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _inFlight.Add(work.Task);
        _ = RunOneAsync(message, work, ct);
    }

    private async Task RunOneAsync(QueueMessage message, TaskCompletionSource work, CancellationToken ct)
    {
        try
        {
            await processor.ProcessAsync(message, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host stops; the message has been given back.
        }
        catch (Exception e) when (e is RequestFailedException or HttpRequestException or IOException or OperationCanceledException)
        {
            log.LogError("A message of queue {Queue} stays until it is visible again: {Why}", function.Queue, e.Message);
        }
        finally
        {
            TaskCompletionSource ended;
            lock (_lock)
            {
                _inFlight.Remove(work.Task);
                (ended, _ended) = (_ended, NewSignal());
            }

            work.SetResult();
            ended.SetResult();
        }
    }

    private async Task BelowThresholdAsync(CancellationToken ct)
    {
        while (true)
        {
            Task ended;
            lock (_lock)
            {
                if (_inFlight.Count <= options.NewBatchThreshold) return;
                ended = _ended.Task;
            }

            await ended.WaitAsync(ct);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
