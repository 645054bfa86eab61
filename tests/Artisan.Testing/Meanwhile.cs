using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Testing;

/// <summary>Does something, once, just before a request that holds a text in its address or body is sent: what another tab or process does between two calls of one operation.</summary>
public sealed class Meanwhile : HttpPipelinePolicy
{
    private readonly Lock _sync = new();
    private (string Text, Func<Task> Act)? _next;

    /// <summary>What to do before which request.</summary>
    public void Before(string text, Func<Task> act)
    {
        lock (_sync) _next = (text, act);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var text = new MemoryStream();
        text.Write(Encoding.UTF8.GetBytes(message.Request.Uri.PathAndQuery));
        if (message.Request.Content is { } content) await content.WriteToAsync(text, default);
        if (Take(Uri.UnescapeDataString(Encoding.UTF8.GetString(text.ToArray()))) is { } act) await act();
        await ProcessNextAsync(message, pipeline);
    }

    private Func<Task>? Take(string request)
    {
        lock (_sync)
        {
            if (_next is not { } next || !request.Contains(next.Text, StringComparison.Ordinal)) return null;
            _next = null;
            return next.Act;
        }
    }
}
