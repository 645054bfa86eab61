using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Does something, once, just before a write that holds a text is sent: what another tab does between a read and the write that follows from it.</summary>
internal sealed class Meanwhile : HttpPipelinePolicy
{
    private readonly Lock _sync = new();
    private (string Text, Func<Task> Act)? _next;

    /// <summary>What to do before which write.</summary>
    public void Before(string text, Func<Task> act)
    {
        lock (_sync) _next = (text, act);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Content is { } content)
        {
            using var body = new MemoryStream();
            await content.WriteToAsync(body, default);
            if (Take(Uri.UnescapeDataString(Encoding.UTF8.GetString(body.ToArray()))) is { } act) await act();
        }

        await ProcessNextAsync(message, pipeline);
    }

    private Func<Task>? Take(string body)
    {
        lock (_sync)
        {
            if (_next is not { } next || !body.Contains(next.Text, StringComparison.Ordinal)) return null;
            _next = null;
            return next.Act;
        }
    }
}
