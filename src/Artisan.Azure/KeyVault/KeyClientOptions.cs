using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.KeyVault;

/// <summary>Options of the Key Vault clients: patient with throttling, strict about whom a token is given to.</summary>
public sealed class KeyClientOptions : StorageClientOptions
{
    public KeyClientOptions()
    {
        TotalTimeout = TimeSpan.FromSeconds(60);
        RetryPolicy = new VaultRetryPolicy(this);
    }

    /// <summary>The waits after each 429; a longer Retry-After wins. Default 1, 2, 4, 8 and 16 seconds, as Key Vault documents.</summary>
    public IReadOnlyList<TimeSpan> ThrottlingDelays { get; set; } = [.. Enumerable.Range(0, 5).Select(i => TimeSpan.FromSeconds(1 << i))];

    /// <summary>
    /// Accepts a challenge whose resource is not the vault's domain, and a vault without TLS. It takes effect on loopback only, for emulators:
    /// elsewhere a hostile host could harvest a token. Default false.
    /// </summary>
    public bool DisableChallengeResourceVerification { get; set; }

    /// <summary>Waits by the options' list after 429, as for storage otherwise.</summary>
    private sealed class VaultRetryPolicy(KeyClientOptions options) : RetryPolicy(MaxAttempts, new Delays(options))
    {
        private const int MaxAttempts = 32;

        protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
        {
            var limit = exception is null && message.HasResponse && message.Response.Status == 429 ? options.ThrottlingDelays.Count : options.Retry.MaxRetries;
            return message.ProcessingContext.RetryNumber < limit ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);
        }
    }

    private sealed class Delays(KeyClientOptions options) : DelayStrategy(TimeSpan.FromMinutes(1), 0)
    {
        protected override TimeSpan GetNextDelayCore(global::Azure.Response? response, int retryNumber)
        {
            if (response?.Status == 429) return options.ThrottlingDelays[Math.Min(retryNumber, options.ThrottlingDelays.Count) - 1];
            var delay = options.Retry.Delay * Math.Pow(2, retryNumber - 1);
            return delay < options.Retry.MaxDelay ? delay : options.Retry.MaxDelay;
        }
    }
}
