using System.Text.Json.Nodes;
using Artisan.Azure;
using Artisan.Host.Functions;

namespace Artisan.Testing.Host;

/// <summary>
/// Takes visible messages of every queue function and posts them to the app by the contract of the Functions host, until none is left.
/// Tests call it instead of waiting for a host to poll.
/// </summary>
public sealed class QueuePump(string connectionString, HttpClient client)
{
    // As long as the Functions host keeps a message to itself.
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(10);

    private readonly SentMessages _sent = SentMessages.Of(connectionString);
    private readonly Azure.Queues.QueueServiceClient _queues = StorageClients.Create(connectionString).Queues;

    /// <summary>Handles what is visible now; answers how many messages there were.</summary>
    /// <exception cref="InvalidOperationException">A message failed five times.</exception>
    public async Task<int> DrainAsync()
    {
        var handled = 0;
        foreach (var function in FunctionCatalog.All)
        {
            if (function.Trigger is QueueTrigger queue && _sent.Take(queue.QueueName)) handled += await DrainAsync(function, queue.QueueName);
        }

        return handled;
    }

    /// <summary>Fires a timer function once.</summary>
    public Task FireAsync(string timer) => FunctionCalls.PostAsync(client, timer, new JsonObject
    {
        ["Data"] = new JsonObject { ["timer"] = new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false } },
        ["Metadata"] = new JsonObject { ["sys"] = new JsonObject { ["MethodName"] = timer } },
    });

    private async Task<int> DrainAsync(Function function, string queueName)
    {
        var queue = _queues.GetQueueClient(queueName);
        var handled = 0;
        while (true)
        {
            Azure.Queues.QueueMessage[] messages;
            try
            {
                messages = (await queue.ReceiveMessagesAsync(32, Invisible)).Value;
            }
            catch (global::Azure.RequestFailedException e) when (e.Status == 404)
            {
                return handled;
            }

            if (messages.Length == 0) return handled;
            foreach (var message in messages) await HandleAsync(function, queue, message);
            handled += messages.Length;
        }
    }

    private async Task HandleAsync(Function function, Azure.Queues.QueueClient queue, Azure.Queues.QueueMessage message)
    {
        try
        {
            await FunctionCalls.PostAsync(client, function.Name, FunctionCalls.Of(message));
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            // A slow emulator had deleted it when the client, out of patience, asked again.
        }
        catch (HttpRequestException) when (message.DequeueCount < 5)
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt);
            _sent.Note(queue.Name, TimeSpan.Zero);
        }
    }
}
