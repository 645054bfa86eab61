using System.Text.Json;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;

namespace Artisan.Platform.Tests.Messaging;

/// <summary>Pumps a queue the way a Functions host does: five tries a message, then the poison queue.</summary>
internal sealed class HostQueue(PlatformUnderTest platform, string name)
{
    private readonly Azure.Queues.QueueServiceClient _queues = platform.Get<StorageClients>().Queues;

    /// <summary>Has a process handle what is visible; answers how many calls that took.</summary>
    public async Task<int> PumpAsync(PlatformUnderTest by)
    {
        var (queue, calls) = (_queues.GetQueueClient(name), 0);
        while ((await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1))).Value is [var message])
        {
            calls++;
            try
            {
                await by.GetKeyed<IQueueFunction>(name).RunAsync(JsonSerializer.Deserialize(message.MessageText, QueueEnvelope.JsonType)!, default);
            }
            catch (global::Azure.RequestFailedException) when (message.DequeueCount < 5)
            {
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt);
                continue;
            }
            catch (global::Azure.RequestFailedException)
            {
                await PoisonAsync(message.MessageText);
            }

            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }

        return calls;
    }

    /// <summary>Puts a text where messages go that failed five times.</summary>
    public async Task PoisonAsync(string text)
    {
        var poison = _queues.GetQueueClient($"{name}-poison");
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(text);
    }

    /// <summary>How many messages are in the poison queue.</summary>
    public async Task<int> PoisonedAsync() => (await _queues.GetQueueClient($"{name}-poison").GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
