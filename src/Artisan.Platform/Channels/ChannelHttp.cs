using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Artisan.Platform.Outbound;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Channels;

/// <summary>
/// Requests of channels: to the public internet only, once, without redirects, within seconds. Addresses and bodies hold keys, so nothing of a request or
/// an answer is logged; what is wrong comes out as <see cref="ChannelException"/>.
/// </summary>
public sealed class ChannelHttp(OutboundHttp http, SystemClock clock, IOptions<ChannelsOptions> options)
{
    private const int MostBytes = 4096;

    /// <summary>Sends a request that is to be answered with success. <paramref name="refusal"/> reads the service's own words for what it will never take; null leaves them to the status.</summary>
    public async Task SendAsync(string service, HttpRequestMessage request, CancellationToken ct, Func<HttpStatusCode, string, string?>? refusal = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            if (answer.IsSuccessStatusCode) return;
            throw Failure(service, answer, await HeadAsync(answer, limit.Token), refusal);
        }
        catch (OutboundRefusedException e)
        {
            throw new ChannelException(e.Message, forGood: true, inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ChannelException($"{service} cannot be reached.", forGood: false, inner: e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new ChannelException($"{service} did not answer in time.", forGood: false, inner: e);
        }
    }

    private ChannelException Failure(string service, HttpResponseMessage answer, string head, Func<HttpStatusCode, string, string?>? refusal) => answer.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => new ChannelException($"{service} is told too much at the moment; it goes on by itself.", forGood: false, RetryAfter(answer.Headers.RetryAfter)),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new ChannelException($"{service} fails at the moment ({(int)answer.StatusCode}).", forGood: false, RetryAfter(answer.Headers.RetryAfter)),
        _ when refusal?.Invoke(answer.StatusCode, head) is { } words => new ChannelException(words, forGood: true),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new ChannelException($"{service} leads somewhere else ({(int)answer.StatusCode}), which is not followed.", forGood: true),
        _ => new ChannelException($"{service} refuses this ({(int)answer.StatusCode}).", forGood: true),
    };

    // An answer may be long, or never end; what services say of errors is short.
    private static async Task<string> HeadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var buffer = new byte[MostBytes];
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        return Encoding.UTF8.GetString(buffer, 0, await body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, ct));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.Now => date - clock.Now,
        _ => null,
    };
}
