using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Areas.Webhooks.Deliveries;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Outbound;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Sending;

/// <summary>What came of an attempt, and how long the receiver asked to be spared.</summary>
internal sealed record Sent(Attempt Attempt, TimeSpan? RetryAfter = null);

/// <summary>Makes one attempt: signed, to the public internet only, within the time a receiver has, and without reading more of the answer than the log shows.</summary>
internal sealed class WebhookSender(OutboundHttp http, EndpointStore endpoints, SystemClock clock, TimeProvider time, IOptions<WebhooksOptions> options)
{
    /// <summary>The error of an attempt that was not answered in time.</summary>
    public const string TimedOut = "No answer in time.";

    private const int ShownBytes = 500;

    public async Task<Sent> SendAsync(string workspaceId, Endpoint endpoint, Delivery delivery, CancellationToken ct)
    {
        var secrets = await endpoints.SecretsAsync(workspaceId, endpoint, ct);
        var (now, started) = (clock.Now, time.GetTimestamp());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        Attempt Attempt(int? status, string? error, string? response = null) => new(now, status, (long)time.GetElapsedTime(started).TotalMilliseconds, error, response);
        try
        {
            using var request = Request(endpoint, delivery, now, secrets);
            using var answer = await http.SendAsync(request, limit.Token);
            return new Sent(Attempt((int)answer.StatusCode, null, await HeadAsync(answer, limit.Token)), RetryAfter(answer.Headers.RetryAfter, now));
        }
        catch (OutboundRefusedException e)
        {
            return new Sent(Attempt(null, e.Message));
        }
        catch (UriFormatException)
        {
            return new Sent(Attempt(null, "The address cannot be read."));
        }
        catch (HttpRequestException e)
        {
            return new Sent(Attempt(null, Reason(e)));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Sent(Attempt(null, TimedOut));
        }
    }

    private static HttpRequestMessage Request(Endpoint endpoint, Delivery delivery, DateTimeOffset now, IEnumerable<string> secrets)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", delivery.EventId);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhooks.Sign(delivery.EventId, now, body, secrets));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Artisan-Webhooks", "1.0"));
        return request;
    }

    // How the answer begins; a body that never ends, or is longer than the log shows, is left where it is.
    private static async Task<string> HeadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ShownBytes);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            var read = await body.ReadAtLeastAsync(buffer.AsMemory(0, ShownBytes), ShownBytes, throwOnEndOfStream: false, ct);
            return new string([.. Encoding.UTF8.GetString(buffer, 0, read).Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? asked, DateTimeOffset now) => asked switch
    {
        { Delta: { } delta } when delta > TimeSpan.Zero => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };

    // What went wrong in words that tell nothing about our network.
    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The host name is not known.",
        HttpRequestError.SecureConnectionError => "No secure connection: the certificate is not accepted.",
        HttpRequestError.ConnectionError => e.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.HostNotFound } ? "The host name is not known." : "No connection.",
        _ => "The answer could not be read.",
    };
}
