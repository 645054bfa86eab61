using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Azure;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Access;

/// <summary>How often something may be done.</summary>
/// <param name="Name">What is counted, part of the counter's key.</param>
/// <param name="Limit">How many times per window.</param>
/// <param name="Window">The window, aligned to the clock.</param>
public sealed record RateRule(string Name, int Limit, TimeSpan Window);

/// <summary>
/// Rate limits. Calls are counted per address in each instance, and per caller by leases of a shared row; what attackers repeat
/// (sign-in, reset, invitations, second factors) is counted try by try in shared rows, so that neither a restart nor another instance forgets it.
/// </summary>
public sealed class RateLimits(Stores stores, SystemClock clock, Microsoft.Extensions.Options.IOptions<RateLimitOptions> options, ICallAllowance? allowance = null)
{
    private const int CallsAtOnce = 20;
    private const int EventsAtOnce = 1_000;

    // A semaphore whose wait handle is never asked for holds nothing to dispose.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable")]
    private sealed class Window
    {
        public long Minute;
        public int Used;
        public int Leased;
        public int ExhaustedAt;
        public readonly SemaphoreSlim Gate = new(1, 1);
    }

    private readonly ConcurrentDictionary<string, Window> _addresses = new();
    private readonly ConcurrentDictionary<string, Window> _callers = new();
    private readonly ConcurrentDictionary<string, Window> _senders = new();

    /// <summary>Counts a request of an address before anything else is looked at.</summary>
    public Fault? TakeAddress(string address)
    {
        var window = Of(_addresses, address);
        return Interlocked.Increment(ref window.Used) > options.Value.PerAddressPerMinute ? TooMany() : null;
    }

    /// <summary>Counts a call of an authenticated caller and states the limit in the <c>RateLimit</c> headers. A plan may allow more than the setting, never less.</summary>
    public Task<Fault?> TakeCallAsync(Caller caller, IHeaderDictionary headers, CancellationToken ct) =>
        TakeAsync(_callers, "calls", caller, 1, CallsAtOnce, Math.Max(options.Value.PerCallerPerMinute, allowance?.RatesOf(caller.WorkspaceId)?.CallsPerMinute ?? 0), headers, ct);

    /// <summary>Counts ingested events of an authenticated caller in the same way.</summary>
    public Task<Fault?> TakeEventsAsync(Caller caller, int events, IHeaderDictionary headers, CancellationToken ct) =>
        TakeAsync(_senders, "events", caller, events, EventsAtOnce, Math.Max(options.Value.EventsPerCallerPerMinute, allowance?.RatesOf(caller.WorkspaceId)?.EventsPerMinute ?? 0), headers, ct);

    private async Task<Fault?> TakeAsync(ConcurrentDictionary<string, Window> windows, string name, Caller caller, int amount, int atOnce, int limit, IHeaderDictionary headers, CancellationToken ct)
    {
        var window = Of(windows, caller.Actor);
        await window.Gate.WaitAsync(ct);
        try
        {
            while (window.Used + amount > window.Leased && window.ExhaustedAt < limit) await LeaseAsync(name, caller.Actor, window, atOnce, limit, ct);
            var enough = window.Used + amount <= window.Leased;
            if (enough) window.Used += amount;
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={Math.Max(0, limit - window.Used)};t={SecondsLeft()}");
            headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit};w=60");
            return enough ? null : TooMany();
        }
        finally
        {
            window.Gate.Release();
        }
    }

    /// <summary>Counts one try in a shared row; the fault says when to come back.</summary>
    public async Task<Fault?> TakeAsync(RateRule rule, string subject, CancellationToken ct)
    {
        var start = clock.Now.ToUnixTimeSeconds() / (long)rule.Window.TotalSeconds;
        var used = await CountAsync($"rl|{rule.Name}|{Hash(subject)}", start.ToString(CultureInfo.InvariantCulture), 1, clock.Now + (rule.Window * 2), ct);
        var ends = DateTimeOffset.FromUnixTimeSeconds((start + 1) * (long)rule.Window.TotalSeconds);
        return used > rule.Limit ? Faults.TooMany with { RetryAfter = Math.Max(1, (int)(ends - clock.Now).TotalSeconds) } : null;
    }

    private async Task LeaseAsync(string name, string caller, Window window, int atOnce, int limit, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("gate");
        var used = await CountAsync($"rl|{name}|{Hash(caller)}", window.Minute.ToString(CultureInfo.InvariantCulture), atOnce, clock.Now.AddMinutes(2), ct);
        var granted = Math.Clamp(atOnce - (used - limit), 0, atOnce);
        window.Leased += granted;
        // A plan that was changed meanwhile may allow more.
        if (granted < atOnce) window.ExhaustedAt = limit;
    }

    // Adds to a counter row and answers its new value; retried until no other writer is in between.
    private async Task<int> CountAsync(string partition, string rowKey, int add, DateTimeOffset expires, CancellationToken ct)
    {
        var home = stores.Platform(TableNames.Platform).Partition(partition);
        while (true)
        {
            var row = await home.FindAsync(rowKey, ct) ?? home.Row(rowKey);
            var used = (row.GetInt32("used") ?? 0) + add;
            row["used"] = used;
            row[Partition.Expiry] = expires;
            try
            {
                await home.Change().Save(row).CommitAsync(ct);
                return used;
            }
            catch (WriteConflictException)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 20), ct);
            }
        }
    }

    private Window Of(ConcurrentDictionary<string, Window> windows, string key)
    {
        var minute = clock.Now.ToUnixTimeSeconds() / 60;
        if (windows.Count > 20_000)
        {
            foreach (var (old, past) in windows)
            {
                if (past.Minute != minute) windows.TryRemove(old, out _);
            }
        }

        var window = windows.GetOrAdd(key, static (_, m) => new Window { Minute = m }, minute);
        return window.Minute == minute ? window : windows.AddOrUpdate(key, static (_, m) => new Window { Minute = m }, static (_, w, m) => w.Minute == m ? w : new Window { Minute = m }, minute);
    }

    private int SecondsLeft() => 60 - (int)(clock.Now.ToUnixTimeSeconds() % 60);

    private Fault TooMany() => Faults.TooMany with { RetryAfter = SecondsLeft() };

    private static string Hash(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32];
}
