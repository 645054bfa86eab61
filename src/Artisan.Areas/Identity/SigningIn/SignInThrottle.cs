using System.Security.Cryptography;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.SigningIn;

/// <summary>A try that was counted as a wrong one until it shows itself to be right.</summary>
internal sealed record CountedTry(Partition Home, TableEntity Row)
{
    /// <summary>Wrong tries in a row, this one among them.</summary>
    public int Failures { get; } = Row.GetInt32("failures") ?? 0;
}

/// <summary>
/// Makes whoever guesses passwords wait: per account and browser that is known to it, and per client address. A try is counted before the password
/// is looked at, so that parallel guesses gain nothing; one that has to wait is not counted, so that a wait ends.
/// </summary>
internal sealed class SignInThrottle(Stores stores, SystemClock clock, IOptions<IdentityOptions> options)
{
    private const string Failures = "failures";
    private const string Until = "until";

    private readonly Lockout _account = Rule(options.Value.FreeTriesPerAccount, options.Value);
    private readonly Lockout _client = Rule(options.Value.FreeTriesPerClient, options.Value);

    /// <summary>Counts a try; the fault says how long to wait where it may not be made.</summary>
    public async Task<(Fault? Refusal, IReadOnlyList<CountedTry> Tries)> TakeAsync(EmailAddress address, Browser browser, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        var client = await TakeAsync(IdentityKeys.Lock("client", browser.Network), _client, ct);
        if (client.Refusal is not null) return (client.Refusal, []);
        var account = await TakeAsync(IdentityKeys.Lock("account", $"{address.Key}|{browser.KnownFor(address)}"), _account, ct);
        return account.Refusal is not null ? (account.Refusal, []) : (null, [client.Try!, account.Try!]);
    }

    /// <summary>Counts a try of a code; per account alone, because a code is guessed by whoever has the password already.</summary>
    public async Task<(Fault? Refusal, CountedTry? Try)> TakeCodeAsync(string userId, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await TakeAsync(IdentityKeys.Lock("code", userId), _account, ct);
    }

    /// <summary>Forgets the wrong codes of an account after a right one.</summary>
    public static async Task ForgiveCodeAsync(CountedTry counted, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        await ClearAsync(counted, ct);
    }

    /// <summary>
    /// Takes back a try that was right. The account's wrong tries are forgotten; the client address' earlier ones stay, or a guesser could clear them by
    /// signing in to an account of his own.
    /// </summary>
    public static async Task ForgiveAsync(IReadOnlyList<CountedTry> tries, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        await Task.WhenAll(tries.Select((t, i) => i == 0 ? TakeBackAsync(t, ct) : ClearAsync(t, ct)));
    }

    private async Task<(Fault? Refusal, CountedTry? Try)> TakeAsync(string partition, Lockout rule, CancellationToken ct)
    {
        var home = stores.Platform(TableNames.Identity).Partition(partition);
        while (true)
        {
            var now = clock.Now;
            var row = await home.FindAsync(IdentityKeys.Tries, ct) ?? home.Row(IdentityKeys.Tries);
            if (row.GetDateTimeOffset(Until) is { } until && until > now) return (IdentityFaults.TooManyTries with { RetryAfter = (int)Math.Ceiling((until - now).TotalSeconds) }, null);

            var failures = (row.GetInt32(Failures) ?? 0) + 1;
            row[Failures] = failures;
            row[Until] = rule.After(failures) is { Ticks: > 0 } wait ? now + wait : null;
            row[Partition.Expiry] = now + Lockout.Memory;
            if (await SaveAsync(home, row, ct)) return (null, new CountedTry(home, row));
            await Task.Delay(RandomNumberGenerator.GetInt32(1, 20), ct);
        }
    }

    private static async Task TakeBackAsync(CountedTry counted, CancellationToken ct)
    {
        var row = counted.Row;
        for (var tries = 0; tries < 20; tries++)
        {
            row[Failures] = Math.Max(0, (row.GetInt32(Failures) ?? 0) - 1);
            // The wait that this try began, where it is still the last one.
            if (tries == 0) row[Until] = null;
            if (row.ETag != default && await SaveAsync(counted.Home, row, ct)) return;
            if (await counted.Home.FindAsync(IdentityKeys.Tries, ct) is not { } current) return;
            row = current;
        }
    }

    private static async Task ClearAsync(CountedTry counted, CancellationToken ct)
    {
        try
        {
            await counted.Home.Change().Delete(IdentityKeys.Tries).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Cleared already.
        }
    }

    private static async Task<bool> SaveAsync(Partition home, TableEntity row, CancellationToken ct)
    {
        try
        {
            await home.Change().Save(row).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private static Lockout Rule(int free, IdentityOptions options) => new(free, TimeSpan.FromSeconds(options.FirstDelaySeconds), TimeSpan.FromSeconds(options.LongestDelaySeconds));
}
