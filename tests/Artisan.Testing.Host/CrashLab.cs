using Artisan.Platform.Messaging;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Artisan.Testing.Host;

/// <summary>
/// The app twice on one storage account: <see cref="Healthy"/>, and <see cref="Breaking"/>, whose storage calls fail where the lab says. A test tells a story
/// in which some of the work is done <see cref="Moments.BreakAsync">at risk</see>; the lab lives through it again and again, breaking another call each time.
/// </summary>
public class CrashLab : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _faults;

    public CrashLab() => _faults = new FaultInjectionPolicy(request => Breaks(request));

    /// <summary>The instance that knows nothing of the other's misfortune, and goes on.</summary>
    public ArtisanApp Healthy { get; private set; } = null!;

    /// <summary>The instance that a story does its risky work with.</summary>
    public ArtisanApp Breaking { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Healthy = await StartAsync(null, []);
        Breaking = await StartAsync(Healthy, [_faults]);
    }

    public virtual async Task DisposeAsync()
    {
        _faults.Reset();
        await Breaking.DisposeAsync();
        await Healthy.DisposeAsync();
    }

    /// <summary>
    /// Lives through a story: once to make what is made only once, once to count the calls, and then once for each call that is broken
    /// (<see cref="Breakages.Spread"/>; in each moment of a story its own). Answers how often it was lived through.
    /// </summary>
    public async Task<int> EachCallAsync(Func<Moments, Task> story, IReadOnlyList<Fault>? faults = null)
    {
        faults ??= Breakages.All;
        await story(new Moments(this, null));
        var whole = new Moments(this, null);
        await story(whole);
        Assert.NotEmpty(whole.Calls);
        Assert.All(whole.Calls, calls => Assert.InRange(calls, 1, 200));

        var runs = Breakages.Spread(whole.Calls.Max(), faults).Count;
        var plans = whole.Calls.Select((calls, moment) => Breakages.Spread(calls, [.. faults.Skip(moment % faults.Count), .. faults.Take(moment % faults.Count)], runs)).ToList();
        var broken = 0;
        for (var run = 0; run < runs; run++)
        {
            var plan = plans.Select(p => p[run]).ToList();
            var moments = new Moments(this, plan);
            try
            {
                await story(moments);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Broken at {string.Join(", ", plan.Select(p => $"call {p.Call} by {p.Fault}"))}: {e.Message}", e);
            }

            broken += moments.Broken;
        }

        // A call can be saved here and there, such as a bell that rings already; a story whose calls are not there any more proves nothing.
        Assert.True(broken >= runs * whole.Calls.Count / 2, $"Only {broken} of {runs * whole.Calls.Count} calls that were to break were made.");
        return runs + 2;
    }

    /// <summary>Starts the app; a lab whose app needs settings or services of its own says so here.</summary>
    protected virtual Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) => ArtisanApp.StartAsync(sharing, policies: policies);

    /// <summary>Which storage calls count: those that the story is about.</summary>
    protected virtual bool Breaks(Request request) => true;

    /// <summary>The moments of one life of a story in which something may break.</summary>
    public sealed class Moments(CrashLab lab, IReadOnlyList<(int Call, Fault Fault)>? plan)
    {
        /// <summary>How many storage calls each moment took.</summary>
        internal List<int> Calls { get; } = [];

        /// <summary>In how many of them a call was broken.</summary>
        internal int Broken { get; private set; }

        /// <summary>Does something with the app that breaks; what it throws then is what a caller of a dying process sees.</summary>
        public async Task BreakAsync(Func<ArtisanApp, Task> work)
        {
            var planned = plan?[Calls.Count];
            lab._faults.Reset();
            if (planned is { } at) lab._faults.Inject(at.Fault, at.Call);
            try
            {
                await work(lab.Breaking);
            }
            catch (Exception e) when (planned is not null && IsOfCrash(e))
            {
                // It died, or its storage did not answer; the story looks at what it left.
            }

            await lab.Breaking.Services.GetRequiredService<Outbox>().SettleAsync();
            Calls.Add(lab._faults.Calls);
            if (Calls[^1] >= planned?.Call) Broken++;
            lab._faults.Reset();
        }

        private static bool IsOfCrash(Exception e) =>
            e is SimulatedCrashException or IOException or global::Azure.RequestFailedException or HttpRequestException or AggregateException or InvalidOperationException;
    }
}
