namespace Artisan.Testing.Stripe;

internal sealed record StripeAnswer(int Status, string Body, bool Replayed = false);

/// <summary>Stripe's rules of idempotency keys: the first status and body are given again, failures included; other parameters are refused; so is a second call while the first runs.</summary>
internal sealed class StripeIdempotency
{
    private readonly Dictionary<string, (string Request, StripeAnswer? Answer)> _known = [];
    private readonly Lock _lock = new();

    public void Clear()
    {
        lock (_lock) _known.Clear();
    }

    public async Task<StripeAnswer> OnceAsync(string? key, string request, Func<Task<StripeAnswer>> run)
    {
        if (key is null) return await run();
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known))
            {
                if (known.Request != request) throw new StripeFault(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with.");
                return known.Answer is { } first ? first with { Replayed = true } : throw new StripeFault(409, "idempotency_error", "idempotency_key_in_use", "There is currently another in-progress request using this key.");
            }

            _known[key] = (request, null);
        }

        var answer = await run();
        lock (_lock)
        {
            // What was refused before it began is not remembered.
            if (answer.Status is 400 or 404) _known.Remove(key);
            else _known[key] = (request, answer);
        }

        return answer;
    }
}
