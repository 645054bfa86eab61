using Artisan.Testing;
using Azure.Core;

namespace Artisan.Areas.Tests.Billing.Stripe;

/// <summary>
/// Lets a process die right after one of the calls that change something, whether at storage or at Stripe: they are counted together in their order, and from then on nothing goes out. What
/// only reads leaves the world as it was, and what is there after one change is there before the next, so these are all the states in which a process can leave it.
/// </summary>
internal sealed class DyingAtStripe
{
    private readonly List<bool> _changes = [];
    private readonly Lock _sync = new();
    private int? _last;

    public DyingAtStripe() => Storage = new FaultInjectionPolicy(request =>
    {
        Pass(request.Method != RequestMethod.Get, isStripe: false);
        return false;
    });

    /// <summary>Sees the calls to storage.</summary>
    public FaultInjectionPolicy Storage { get; }

    /// <summary>The changes since it was told when to die: whether each was at Stripe.</summary>
    public IReadOnlyList<bool> Changes
    {
        get
        {
            lock (_sync) return [.. _changes];
        }
    }

    /// <summary>Dies after so many changes from now; null lives.</summary>
    public void DieAfter(int? changes)
    {
        lock (_sync)
        {
            _changes.Clear();
            _last = changes;
        }
    }

    /// <summary>Between the app and Stripe; the factory of clients makes handlers of its own.</summary>
    public DelegatingHandler AtStripe() => new Handler(this);

    private void Pass(bool changes, bool isStripe)
    {
        lock (_sync)
        {
            if (_changes.Count >= _last) throw new SimulatedCrashException();
            if (changes) _changes.Add(isStripe);
        }
    }

    private sealed class Handler(DyingAtStripe death) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            death.Pass(request.Method != HttpMethod.Get, isStripe: true);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
