using Artisan.Azure;

namespace Artisan.Testing.Host;

/// <summary>
/// Pumps a few queues as the Functions host does, many messages at once, into whichever process is up at that moment. A message whose process died, or whose
/// function failed, becomes visible again by itself.
/// </summary>
public sealed class QueueHost : IAsyncDisposable
{
    private const int MostAtOnce = 32;

    private readonly StorageClients _storage;
    private readonly Func<HttpClient> _process;
    private readonly TimeSpan _invisible;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _slots;
    private readonly Task _pumps;
    private int _handled;
    private int _failed;

    /// <summary>Begins to pump.</summary>
    /// <param name="connectionString">The account.</param>
    /// <param name="process">The process that is up.</param>
    /// <param name="queues">The queues, each with the function of its name.</param>
    /// <param name="atOnce">How many messages are in work at once.</param>
    /// <param name="invisible">How long a message is nobody else's.</param>
    public QueueHost(string connectionString, Func<HttpClient> process, IReadOnlyList<string> queues, int atOnce, TimeSpan invisible)
    {
        (_storage, _process, _invisible, _slots) = (StorageClients.Create(connectionString), process, invisible, new SemaphoreSlim(atOnce));
        _pumps = Task.WhenAll(queues.Select(PumpAsync));
    }

    /// <summary>How many messages were handled.</summary>
    public int Handled => _handled;

    /// <summary>How many times one was not.</summary>
    public int Failed => _failed;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pumps;
        _stop.Dispose();
        _slots.Dispose();
    }

    private async Task PumpAsync(string name)
    {
        var queue = _storage.Queues.GetQueueClient(name);
        var running = new HashSet<Task>();
        while (!_stop.IsCancellationRequested)
        {
            running.RemoveWhere(t => t.IsCompleted);
            // No more than are free at this moment: a message that waits for its turn would become visible again meanwhile.
            var taken = 0;
            while (taken < MostAtOnce && await _slots.WaitAsync(0)) taken++;
            var messages = taken > 0 ? await TakeAsync(queue, taken) : [];
            if (taken > messages.Length) _slots.Release(taken - messages.Length);
            foreach (var message in messages) running.Add(HandleAsync(name, queue, message));

            if (messages.Length == 0) await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        await Task.WhenAll(running);
    }

    private async Task<Azure.Queues.QueueMessage[]> TakeAsync(Azure.Queues.QueueClient queue, int count)
    {
        try
        {
            return (await queue.ReceiveMessagesAsync(count, _invisible)).Value;
        }
        catch (global::Azure.RequestFailedException)
        {
            // It is not there yet, or does not answer: a host asks again.
            return [];
        }
    }

    private async Task HandleAsync(string name, Azure.Queues.QueueClient queue, Azure.Queues.QueueMessage message)
    {
        try
        {
            await FunctionCalls.PostAsync(_process(), name, FunctionCalls.Of(message));
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            Interlocked.Increment(ref _handled);
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException or OperationCanceledException or global::Azure.RequestFailedException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            _slots.Release();
        }
    }
}
