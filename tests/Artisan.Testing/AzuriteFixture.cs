using System.Security.Cryptography;
using Artisan.Azure;
using Artisan.LocalHost;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Testing;

/// <summary>The Azurites of a test process: in memory, on free ports, started at first use, gone with the process. Every test takes names of its own.</summary>
public static class AzuriteFixture
{
    // An emulator is one thread that searches the messages of all its accounts: several, each for some of the accounts, use the cores and search less.
    private const int Emulators = 4;
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 250).Select(n => $"test{n:D4}")];
    private static int _taken = -1;

    // Task.Run keeps the start off the test framework's synchronisation context.
    private static readonly Lazy<AzuriteProcess>[] Azurites =
        [.. Enumerable.Range(0, Emulators).Select(_ => new Lazy<AzuriteProcess>(() => Task.Run(() => AzuriteProcess.StartAsync(AzuriteOptions.InMemory with { Accounts = Accounts })).GetAwaiter().GetResult()))];

    /// <summary>The connection string of the first running emulator.</summary>
    public static string ConnectionString => Azurites[0].Value.ConnectionString;

    /// <summary>The connection string of an account that nobody else uses: its queues and tables are one test's own.</summary>
    public static string TakeAccount()
    {
        var n = Interlocked.Increment(ref _taken);
        return Azurites[n % Emulators].Value.ConnectionStringOf(Accounts[n / Emulators]);
    }

    /// <summary>Clients whose every attempt passes through the policies, in this order, before it is sent. Their retries are quick.</summary>
    public static StorageClients CreateClients(params HttpPipelinePolicy[] policies) => StorageClients.Create(ConnectionString, options =>
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(2);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
        foreach (var policy in policies) options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
    });

    /// <summary>A name no other test has, fit for tables, queues, containers and partitions.</summary>
    public static string NewName(string prefix = "t") => prefix + RandomNumberGenerator.GetHexString(16, lowercase: true);
}
