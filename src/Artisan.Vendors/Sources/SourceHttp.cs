using System.Globalization;
using System.Net;
using System.Text.Json;
using Artisan.Platform.Sources;
using Microsoft.Extensions.Logging;

namespace Artisan.Vendors.Sources;

/// <summary>
/// Calls of data sources: once, without redirects, within 20 seconds and 8 MiB. Failures come out as <see cref="SourceException"/>; logs name host, path and
/// status, never what was sent or answered.
/// </summary>
internal sealed class SourceHttp(IHttpClientFactory clients, ILogger<SourceHttp> log)
{
    public const string ClientName = "data-source";

    private static readonly HttpRequestOptionsKey<string> Label = new("artisan.label");
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>A request whose path holds a secret: logs name it by a label instead.</summary>
    public static HttpRequestMessage Labelled(HttpRequestMessage request, string label)
    {
        request.Options.Set(Label, label);
        return request;
    }

    /// <summary>The answer as JSON. <paramref name="refusal"/> reads the source's own errors; null leaves them to their status.</summary>
    public Task<JsonDocument> SendAsync(string vendor, HttpRequestMessage request, CancellationToken ct, Func<HttpStatusCode, JsonElement?, SourceException?>? refusal = null) =>
        SendAsync(vendor, request, async response => await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct), ct, refusal);

    /// <summary>The answer as somebody reads it who knows what it is: some have no body, or say in a header what matters.</summary>
    public async Task<T> SendAsync<T>(
        string vendor, HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read, CancellationToken ct, Func<HttpStatusCode, JsonElement?, SourceException?>? refusal = null)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, ct);
            if (response.IsSuccessStatusCode) return await read(response);
            log.LogWarning("{Vendor} answered {Method} {Path} with {Status}.", vendor, request.Method.Method, PathOf(request), (int)response.StatusCode);
            throw await FailureAsync(vendor, response, refusal, ct);
        }
        catch (JsonException e)
        {
            throw new SourceException(SourceFailure.Malformed, $"{vendor} answered something that cannot be read. Try again later; if it stays, tell support.", inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning("{Vendor} did not answer {Method} {Path} ({Reason}).", vendor, request.Method.Method, PathOf(request), e.GetType().Name);
            throw new SourceException(SourceFailure.Unreachable, $"{vendor} cannot be reached at {request.RequestUri!.Host}. Check the address, or try again later.", inner: e);
        }
    }

    private static string PathOf(HttpRequestMessage request) => request.Options.TryGetValue(Label, out var label) ? label : request.RequestUri!.AbsolutePath;

    private static async Task<SourceException> FailureAsync(string vendor, HttpResponseMessage response, Func<HttpStatusCode, JsonElement?, SourceException?>? refusal, CancellationToken ct)
    {
        using var body = await TryReadAsync(response, ct);
        if (refusal?.Invoke(response.StatusCode, body?.RootElement) is { } known) return known;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new SourceException(SourceFailure.WrongCredentials, $"{vendor} does not accept these credentials. Copy them once more, or make new ones."),
            HttpStatusCode.Forbidden => new SourceException(SourceFailure.NoPermission, $"These credentials may not read this at {vendor}. Give them the right to read it."),
            HttpStatusCode.TooManyRequests => new SourceException(SourceFailure.RateLimited, $"{vendor} is asked too often at the moment; reading goes on by itself.", RetryAfter(response)),
            >= HttpStatusCode.InternalServerError => new SourceException(SourceFailure.Unreachable, $"{vendor} fails at the moment ({(int)response.StatusCode}). Try again later."),
            _ => new SourceException(SourceFailure.NoPermission, $"{vendor} refuses this ({(int)response.StatusCode}): what is asked for is not there, or these credentials may not see it."),
        };
    }

    private static async Task<JsonDocument?> TryReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some say for how long, some until when, some until when in a header of their own (X an instant, Pipedrive seconds).
    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } until } => until - response.Headers.Date,
            _ when Number(response, "x-rate-limit-reset") is { } reset => DateTimeOffset.FromUnixTimeSeconds(reset) - response.Headers.Date,
            _ when Number(response, "x-ratelimit-reset") is { } seconds => TimeSpan.FromSeconds(seconds),
            _ => null,
        };
        return wait is not { } known ? null : known < TimeSpan.Zero ? TimeSpan.Zero : known < LongestWait ? known : LongestWait;
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 253402300800 ? number : null;
}
