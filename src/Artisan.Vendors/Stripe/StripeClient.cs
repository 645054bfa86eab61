using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.Stripe;

/// <summary>How long is waited before a call is sent again.</summary>
/// <param name="First">Before the second try; doubled for each further one.</param>
/// <param name="Longest">A longer wait that Stripe asks for is left to the caller.</param>
internal sealed record StripePatience(TimeSpan First, TimeSpan Longest)
{
    public static readonly StripePatience Default = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8));
}

/// <summary>
/// Stripe's API in one pinned version. A call is sent at most three times: after a network failure, 409, 429 or 5xx, or as <c>Stripe-Should-Retry</c> says,
/// with the same Idempotency-Key. Failures are <see cref="PaymentException"/>; logs name the call and Stripe's request id, never what was sent.
/// </summary>
internal sealed class StripeClient(IHttpClientFactory clients, IOptions<StripeOptions> options, SystemClock clock, StripePatience patience, ILogger<StripeClient> log)
{
    public const string ClientName = "stripe";
    public const string Version = "2026-07-29.dahlia";

    private const int Tries = 3;
    private const int LongestKey = 255;

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct, StripeForm? query = null) => SendAsync(HttpMethod.Get, path, query, null, type, ct);

    /// <summary>A record, or null where Stripe has none of this id.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct, StripeForm? query = null)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, ct, query);
        }
        catch (PaymentException e) when (e.Failure is PaymentFailure.NotFound)
        {
            return null;
        }
    }

    public Task<T> PostAsync<T>(string path, StripeForm form, string key, JsonTypeInfo<T> type, CancellationToken ct) => SendAsync(HttpMethod.Post, path, form, key, type, ct);

    public Task<T> DeleteAsync<T>(string path, string key, JsonTypeInfo<T> type, CancellationToken ct, StripeForm? query = null) => SendAsync(HttpMethod.Delete, path, query, key, type, ct);

    /// <summary>All records of a list, page by page while they are consumed.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, StripeForm query, JsonTypeInfo<StripeList<T>> type, Func<T, string> id, [EnumeratorCancellation] CancellationToken ct)
    {
        query.Number("limit", 100);
        for (string? after = null; ;)
        {
            var page = await GetAsync(path, type, ct, query.Copy().With("starting_after", after));
            foreach (var record in page.Data) yield return record;
            if (!page.HasMore || page.Data.Count == 0) yield break;
            after = id(page.Data[^1]);
        }
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, StripeForm? form, string? key, JsonTypeInfo<T> type, CancellationToken ct)
    {
        if (key?.Length > LongestKey) throw new ArgumentException("An idempotency key holds at most 255 characters.", nameof(key));
        for (var tries = 1; ; tries++)
        {
            TimeSpan? wait;
            try
            {
                using var response = await SendOnceAsync(method, path, form, key, ct);
                if (response.IsSuccessStatusCode) return await ReadAsync(response, type, ct);
                var kept = IsKept(response);
                wait = tries < Tries && !kept ? WaitBeforeNext(response, tries) : null;
                var failure = await StripeFailure.ReadAsync(response, kept, earlier: tries == 1, ct);
                log.LogWarning("Stripe answered {Method} {Path} with {Status} {Code} (request {RequestId}, try {Try}).", method.Method, path, (int)response.StatusCode, failure.Code, RequestId(response), tries);
                if (wait is null) throw failure;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                log.LogWarning("Stripe did not answer {Method} {Path} ({Reason}, try {Try}).", method.Method, path, e.GetType().Name, tries);
                if (tries >= Tries) throw new PaymentException(PaymentFailure.Unavailable, "no_answer", inner: e);
                wait = Backoff(tries);
            }

            await Task.Delay(wait.Value, clock.Provider, ct);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, string path, StripeForm? form, string? key, CancellationToken ct)
    {
        using var client = clients.CreateClient(ClientName);
        var inUrl = method != HttpMethod.Post && form is { IsEmpty: false };
        using var request = new HttpRequestMessage(method, inUrl ? $"{path}?{form}" : path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.SecretKey);
        request.Headers.Add("Stripe-Version", Version);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (method == HttpMethod.Post) request.Content = new StringContent(form!.ToString(), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return await client.SendAsync(request, ct);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct) =>
        await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(ct), type, ct) ?? throw new JsonException("Stripe answered null.");

    // The same key gets the same answer for a day, a failure included.
    private static bool IsKept(HttpResponseMessage response) => Header(response, "Idempotent-Replayed") == "true" && response.StatusCode >= HttpStatusCode.InternalServerError;

    // Null where another try is of no use.
    private TimeSpan? WaitBeforeNext(HttpResponseMessage response, int tries)
    {
        var again = Header(response, "Stripe-Should-Retry") switch
        {
            "true" => true,
            "false" => false,
            _ => response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        };
        if (!again) return null;
        if (response.Headers.RetryAfter?.Delta is not { } asked) return Backoff(tries);
        return asked > patience.Longest ? null : asked;
    }

    // Between half and the whole of the doubled wait, so that callers who failed together do not come back together.
    private TimeSpan Backoff(int tries)
    {
        var whole = TimeSpan.FromTicks(Math.Min(patience.First.Ticks << (tries - 1), patience.Longest.Ticks));
        return whole * (0.5 + (RandomNumberGenerator.GetInt32(0, 1_000_001) / 2_000_000.0));
    }

    private static string RequestId(HttpResponseMessage response) => Header(response, "Request-Id") ?? "none";

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
