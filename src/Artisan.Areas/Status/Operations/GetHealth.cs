using Artisan.Platform.Http;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Status.Operations;

/// <summary>The service's state and that of what it leans on, by name and state only.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> where a service does not answer.</param>
/// <param name="Services">storage, queues, signing, model, payments: <c>healthy</c>, <c>degraded</c> or <c>off</c> where it is not configured.</param>
public sealed record HealthResponse(string Status, IReadOnlyDictionary<string, string> Services);

/// <summary>Asks every probe at most once in 30 seconds; a probe that takes longer than 3 seconds counts as not answering.</summary>
internal sealed class GetHealth(IEnumerable<IHealthProbe> probes, SystemClock clock, ILogger<GetHealth> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly string[] Services = ["storage", "queues", "signing", "model", "payments"];

    private (DateTimeOffset At, Task<HealthResponse> Answer)? _last;

    public async Task<Outcome<HealthResponse>> RunAsync(CancellationToken ct)
    {
        if (_last is not { } last || clock.Now - last.At > Kept) _last = last = (clock.Now, LookAsync());
        return await last.Answer.WaitAsync(ct);
    }

    private async Task<HealthResponse> LookAsync()
    {
        var states = await Task.WhenAll(probes.Select(StateAsync));
        var services = Services.ToDictionary(s => s, s => states.FirstOrDefault(x => x.Service == s).State ?? "off");
        return new HealthResponse(services.ContainsValue("degraded") ? "degraded" : "healthy", services);
    }

    private async Task<(string Service, string State)> StateAsync(IHealthProbe probe)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock.Provider);
            await probe.CheckAsync(patience.Token).WaitAsync(Patience, clock.Provider);
            return (probe.Service, "healthy");
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The health probe of {Service} failed.", probe.Service);
            return (probe.Service, "degraded");
        }
    }
}
