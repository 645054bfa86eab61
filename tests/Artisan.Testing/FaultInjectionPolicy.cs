using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Testing;

/// <summary>
/// Fails chosen attempts of storage calls in every way the network and a dying process can. It counts the attempts that match, from 1, so that a test
/// can run an operation once to learn how many there are and then break each of them in turn.
/// </summary>
public sealed class FaultInjectionPolicy(Func<Request, bool>? matches = null) : HttpPipelinePolicy
{
    private readonly Lock _sync = new();
    private readonly List<string> _seen = [];
    private readonly List<(Fault Fault, int First, int Last)> _faults = [];
    private bool _dead;

    /// <summary>How many matching attempts came by since the last reset.</summary>
    public int Calls
    {
        get
        {
            lock (_sync) return _seen.Count;
        }
    }

    /// <summary>Method and path of each matching attempt, in order.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_sync) return [.. _seen];
        }
    }

    /// <summary>Fails the n-th matching attempt since the last reset, and as many after it as <paramref name="times"/> says.</summary>
    public FaultInjectionPolicy Inject(Fault fault, int call, int times = 1)
    {
        lock (_sync) _faults.Add((fault, call, call + times - 1));
        return this;
    }

    /// <summary>Forgets all faults, revives a dead process and counts from 1 again.</summary>
    public void Reset()
    {
        lock (_sync)
        {
            _seen.Clear();
            _faults.Clear();
            _dead = false;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = Take(message.Request);
        if (fault is Fault.NeverSent) throw new IOException("Injected: the connection was refused.");
        if (fault is Fault.ProcessDiesBefore) throw new SimulatedCrashException();

        await ProcessNextAsync(message, pipeline);
        switch (fault)
        {
            case Fault.AnswerReplaced: message.Response = new CannedResponse(500, "InternalError"); break;
            case Fault.AnswerThrottled: message.Response = new CannedResponse(503, "ServerBusy"); break;
            case Fault.AnswerLost: throw new IOException("Injected: the connection was reset before the answer.");
            case Fault.ProcessDiesAfter: throw new SimulatedCrashException();
        }
    }

    private Fault? Take(Request request)
    {
        lock (_sync)
        {
            if (_dead) return Fault.ProcessDiesBefore;
            if (matches?.Invoke(request) == false) return null;
            _seen.Add($"{request.Method} {Uri.UnescapeDataString(request.Uri.Path)}");
            foreach (var (fault, first, last) in _faults)
            {
                if (_seen.Count < first || _seen.Count > last) continue;
                _dead = fault is Fault.ProcessDiesBefore or Fault.ProcessDiesAfter;
                return fault;
            }
            return null;
        }
    }
}
