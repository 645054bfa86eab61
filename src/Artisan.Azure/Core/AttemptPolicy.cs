using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure;

/// <summary>Counts every attempt that is made, in the ambient scope and in the meter.</summary>
internal sealed class AttemptPolicy : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!message.TryGetProperty(typeof(StorageCall), out var property) || property is not StorageCall call)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        call.Attempts++;
        StorageOperations.Count(call.Kind);
        var started = Stopwatch.GetTimestamp();
        int? status = null;
        try
        {
            await ProcessNextAsync(message, pipeline);
            status = message.Response.Status;
        }
        finally
        {
            StorageTelemetry.Attempted(call, status, Stopwatch.GetElapsedTime(started));
        }
    }
}
