using System.Text.Json;
using Artisan.Azure.Queues;
using Artisan.Platform.Functions;
using Artisan.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Messaging;

/// <summary>A queue function whose poisoned messages are handed to it again, because what failed five times in minutes may work an hour later.</summary>
/// <param name="Name">The function and its queue.</param>
public sealed record ReplayedFunction(string Name);

/// <summary>
/// Takes messages out of poison queues back to work: at once, then after ten minutes, an hour, six hours and a day. A message that fails even then stays in its
/// poison queue for ever and is reported every hour. A run that dies hands a message over twice, never not at all.
/// </summary>
public sealed class ReplayPoison(IEnumerable<ReplayedFunction> replayed, QueueServiceClient client, Queues queues, SystemClock clock, ILogger<ReplayPoison> log) : ITimedJob
{
    /// <summary>The timer function.</summary>
    public const string Job = "poison-replay";

    private static readonly TimeSpan[] Delays = [TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(2);

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(replayed.Select(r => r.Name).Distinct(StringComparer.Ordinal).Select(queue => ReplayAsync(queue, ct)));

    /// <summary>
    /// Hands the poisoned messages of one queue over again and answers how many. With <paramref name="anew"/>, once a person has removed the cause, all of them,
    /// at once and with all their tries before them.
    /// </summary>
    public async Task<int> ReplayAsync(string queue, CancellationToken ct, bool anew = false)
    {
        var (poison, until) = (client.GetQueueClient(queue + "-poison"), clock.Now + Longest);
        var (back, left) = (0, 0);
        while (clock.Now < until && await TakeAsync(poison, ct) is { Length: > 0 } messages)
        {
            var taken = await Task.WhenAll(messages.Select(m => ReplayAsync(queue, poison, m, anew, ct)));
            back += taken.Count(t => t);
            left += taken.Count(t => !t);
        }

        var tag = new KeyValuePair<string, object?>("queue", queue);
        if (back > 0) log.LogWarning("{Count} poisoned messages go back to {Queue}.", back, queue);
        if (left > 0) log.LogError("{Count} messages in {Queue}-poison fail whenever they are tried: a person has to look.", left, queue);
        MessagingMetrics.Replayed.Add(back, tag);
        MessagingMetrics.Left.Add(left, tag);
        return back;
    }

    // The Functions host lets what it puts there expire after a week; what is given up is put there again, not to.
    private async Task<bool> ReplayAsync(string queue, QueueClient poison, QueueMessage message, bool anew, CancellationToken ct)
    {
        if (Read(message) is not { } envelope) return false;
        var tries = anew ? 0 : envelope.Replays ?? 0;
        if (tries > Delays.Length) return false;
        var again = tries < Delays.Length;
        var next = envelope with { Replays = tries + 1 };
        if (again) await queues.SendAsync(queue, next, Delays[tries], ct);
        else await queues.SendAsync(poison.Name, next, Hidden, ct);
        try
        {
            await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            // Another run took it when this one was slow: it is handed over twice.
        }

        return again;
    }

    private static async Task<QueueMessage[]> TakeAsync(QueueClient poison, CancellationToken ct)
    {
        try
        {
            return (await poison.ReceiveMessagesAsync(32, Hidden, ct)).Value;
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            // Nothing was ever poisoned.
            return [];
        }
    }

    private static QueueEnvelope? Read(QueueMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.MessageText, QueueEnvelope.JsonType);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How a module says that its queue's poisoned messages are tried again.</summary>
public static class PoisonReplay
{
    /// <summary>Registers a queue whose handler may do its work days later as well as now.</summary>
    public static IServiceCollection AddPoisonReplay(this IServiceCollection services, string queue) => services.AddSingleton(new ReplayedFunction(queue));
}
