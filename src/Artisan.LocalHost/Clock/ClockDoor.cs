using System.Globalization;
using Artisan.LocalHost.Handler;
using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Clock;

/// <summary>Tells the handler where business time stands, through its loopback-only door.</summary>
internal sealed class ClockDoor(BusinessClock clock, ILogger log)
{
    private const string Path = "dev/clock";

    public async Task PushAsync(HandlerConnection handler, CancellationToken ct)
    {
        var real = clock.State == ClockState.Real;
        var now = real ? null : clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler.Address, Path))
        {
            Content = JsonContent.Create(new { now, running = clock.Running }),
        };
        HostHeaders.Add(request, InvocationIds.New());

        // The length must be known: a chunked body is more than the door needs to understand.
        await request.Content.LoadIntoBufferAsync(ct);
        try
        {
            using var answer = await handler.Http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode && !real) log.LogWarning("The handler did not take the clock: it answered {Status}.", (int)answer.StatusCode);
        }
        catch (HttpRequestException e)
        {
            log.LogWarning("The handler did not take the clock: {Why}", e.Message);
        }
    }
}
