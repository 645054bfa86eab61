using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Benchmarks.Measuring;

/// <summary>Counts what an app sends to storage, whichever request or background work sends it.</summary>
internal sealed class CountedCalls : HttpPipelinePolicy
{
    private int _all;
    private int _transactions;

    public int All => Volatile.Read(ref _all);

    public int Transactions => Volatile.Read(ref _transactions);

    public void Reset() => (_all, _transactions) = (0, 0);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _all);
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)) Interlocked.Increment(ref _transactions);
        return ProcessNextAsync(message, pipeline);
    }
}
