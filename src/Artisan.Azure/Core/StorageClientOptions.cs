using Azure.Core;

namespace Artisan.Azure;

/// <summary>What every client has in common: quick retries that end after 30 seconds, no keys in logs or traces, and one transport for the process unless another is given.</summary>
public abstract class StorageClientOptions : ClientOptions
{
    protected StorageClientOptions()
    {
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 4;
        Retry.Delay = TimeSpan.FromMilliseconds(80);
        Retry.MaxDelay = TimeSpan.FromSeconds(2);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(12);

        // Addresses hold entity keys: Azure.Core's own logs and spans would show them. The clients emit their own.
        Diagnostics.IsLoggingEnabled = false;
        Diagnostics.IsDistributedTracingEnabled = false;
        Transport = StorageTransport.Shared;
    }

    /// <summary>How long one call may take with all its retries. Default 30 seconds.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
