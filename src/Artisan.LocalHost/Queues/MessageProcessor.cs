using System.Text;
using Artisan.Azure.Queues;
using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Invocations;
using Azure;

namespace Artisan.LocalHost.Queues;

/// <summary>
/// One message from receipt to end: renewed at half its invisibility while the function runs, deleted on success, visible again after a
/// failure, in the poison queue after the last try or when it cannot be decoded.
/// </summary>
internal sealed class MessageProcessor(QueueFunction function, QueueClient queue, PoisonQueue poison, QueueOptions options, FunctionInvoker invoker, BusinessClock clock, ILogger log)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task ProcessAsync(QueueMessage message, CancellationToken ct)
    {
        if (Decode(message.MessageText) is not { } text)
        {
            log.LogError("Message {Id} of queue {Queue} is not base64 text.", message.MessageId, function.Queue);
            await poison.TakeAsync(message, message.PopReceipt, ct);
            return;
        }

        if (message.DequeueCount > options.MaxDequeueCount)
        {
            await poison.TakeAsync(message, message.PopReceipt, ct);
            return;
        }

        var receipt = new Receipt(message.PopReceipt);
        InvocationResult result;
        try
        {
            result = await RunAsync(message, text, receipt, ct);
        }
        catch (OperationCanceledException)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await GiveBackAsync(message, receipt, TimeSpan.Zero, patience.Token);
            throw;
        }

        if (result.Succeeded) await DeleteAsync(message, receipt, ct);
        else if (message.DequeueCount >= options.MaxDequeueCount) await poison.TakeAsync(message, receipt.Value, ct);
        else await GiveBackAsync(message, receipt, clock.Jumping ? TimeSpan.Zero : options.VisibilityTimeout, ct);
    }

    private async Task<InvocationResult> RunAsync(QueueMessage message, string text, Receipt receipt, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(message, receipt, done.Token);
        try
        {
            var queued = new QueuedText(
                message.MessageId, message.PopReceipt, message.DequeueCount,
                message.InsertedOn ?? default, message.ExpiresOn ?? DateTimeOffset.MaxValue, message.NextVisibleOn ?? default, text);
            var body = InvocationBody.ForQueue(function.Name, function.Binding, queued, clock.GetUtcNow(), InvocationIds.New());
            return await invoker.InvokeAsync(function.Name, body, ct);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(QueueMessage message, Receipt receipt, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.InFlight / 2, clock.SystemClock, ct);

                // Not cancelled half way: the answer holds the receipt that deletes the message.
                var renewed = await queue.UpdateMessageAsync(message.MessageId, receipt.Value, visibilityTimeout: options.InFlight, cancellationToken: CancellationToken.None);
                receipt.Value = renewed.Value.PopReceipt;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (RequestFailedException e)
            {
                log.LogWarning("Message {Id} of queue {Queue} could not be kept invisible: {Why}", message.MessageId, function.Queue, e.Message);
            }
        }
    }

    private async Task DeleteAsync(QueueMessage message, Receipt receipt, CancellationToken ct)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt.Value, ct);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            log.LogWarning("Message {Id} of queue {Queue} was taken by somebody else before it could be deleted.", message.MessageId, function.Queue);
        }
    }

    private async Task GiveBackAsync(QueueMessage message, Receipt receipt, TimeSpan delay, CancellationToken ct)
    {
        try
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt.Value, visibilityTimeout: delay, cancellationToken: ct);
        }
        catch (Exception e) when (e is RequestFailedException or OperationCanceledException)
        {
            log.LogWarning("Message {Id} of queue {Queue} could not be given back: {Why}", message.MessageId, function.Queue, e.Message);
        }
    }

    private string? Decode(string raw)
    {
        if (!options.Base64) return raw;
        try
        {
            return Strict.GetString(Convert.FromBase64String(raw));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    // The pop receipt changes with every renewal.
    private sealed class Receipt(string value)
    {
        public volatile string Value = value;
    }
}
