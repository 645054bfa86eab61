using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Testing.Host;

/// <summary>
/// Watches what the apps on one storage account put into queues, so that a pump asks only the queues that may hold a visible message:
/// asking all of them after every request is what the emulator would be busy with most of the time.
/// </summary>
public sealed class SentMessages : HttpPipelinePolicy
{
    private static readonly ConcurrentDictionary<string, SentMessages> All = new(StringComparer.Ordinal);

    private readonly Lock _sync = new();
    private readonly List<(string Queue, DateTimeOffset VisibleAt)> _sent = [];

    /// <summary>The one of an account, shared by every app on it.</summary>
    public static SentMessages Of(string connectionString) => All.GetOrAdd(connectionString, _ => new SentMessages());

    /// <summary>Notes a message that becomes visible after a delay.</summary>
    public void Note(string queue, TimeSpan delay)
    {
        lock (_sync) _sent.Add((queue, TimeProvider.System.GetUtcNow() + delay));
    }

    /// <summary>Whether the queue may hold a visible message. It is forgotten by that: who then finds none has seen it right, who fails on the way notes it again.</summary>
    public bool Take(string queue)
    {
        var now = TimeProvider.System.GetUtcNow();
        lock (_sync) return _sent.RemoveAll(s => s.Queue == queue && s.VisibleAt <= now) > 0;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            // Also after a failure: the message may have arrived all the same.
            if (QueueOf(message.Request) is { } queue) Note(queue, DelayOf(message.Request));
        }
    }

    private static string? QueueOf(Request request) =>
        request.Method == RequestMethod.Post && request.Uri.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var queue, "messages"] ? queue : null;

    private static TimeSpan DelayOf(Request request) => System.Web.HttpUtility.ParseQueryString(request.Uri.Query)["visibilitytimeout"] is { } seconds
        ? TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)) : TimeSpan.Zero;
}
