using System.Collections.Concurrent;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Platform.Time;

namespace Artisan.Areas.Webhooks.Sending;

/// <summary>
/// Shares a process's attempts among endpoints, so that slow ones delay nobody. An endpoint that took its last event may have several attempts at once; one that did not,
/// or is not known yet, has one, and all of these together have a part of the slots. Who gets none comes back in a moment: a queue message must never wait here.
/// </summary>
internal sealed class SendingSlots(SystemClock clock)
{
    private const int PerEndpoint = 6;
    private const int Unproven = 8;
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Traffic> _traffic = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _unproven;

    /// <summary>A slot for one attempt at an endpoint; null where it has to wait.</summary>
    public Slot? TryTake(Endpoint endpoint)
    {
        lock (_lock)
        {
            if (_traffic.Count > MostKnown) Forget();
            var traffic = _traffic.GetOrAdd(endpoint.Id, _ => new Traffic());
            var minute = clock.Now.Ticks / Minute.Ticks;
            if (traffic.Minute != minute) (traffic.Minute, traffic.Sent) = (minute, 0);
            if (traffic.Running >= (traffic.Proven ? PerEndpoint : 1) || (!traffic.Proven && _unproven >= Unproven) || traffic.Sent >= endpoint.PerMinute) return null;
            traffic.Running++;
            traffic.Sent++;
            if (!traffic.Proven) _unproven++;
            return new Slot(this, traffic, traffic.Proven);
        }
    }

    private void Forget()
    {
        foreach (var (id, traffic) in _traffic)
        {
            if (traffic.Running == 0) _traffic.TryRemove(id, out _);
        }
    }

    /// <summary>One attempt in flight.</summary>
    public sealed class Slot : IDisposable
    {
        private readonly SendingSlots _slots;
        private readonly Traffic _traffic;
        private readonly bool _wasProven;

        internal Slot(SendingSlots slots, Traffic traffic, bool wasProven) => (_slots, _traffic, _wasProven) = (slots, traffic, wasProven);

        /// <summary>Says whether the endpoint took the event.</summary>
        public void Proven(bool took) => _traffic.Proven = took;

        /// <summary>Says that nothing was sent after all: it does not count as a request of this minute.</summary>
        public void NotUsed()
        {
            lock (_slots._lock) _traffic.Sent = Math.Max(0, _traffic.Sent - 1);
        }

        public void Dispose()
        {
            lock (_slots._lock)
            {
                _traffic.Running--;
                if (!_wasProven) _slots._unproven--;
            }
        }
    }

    internal sealed class Traffic
    {
        public int Running;
        public bool Proven;
        public long Minute;
        public int Sent;
    }
}
