namespace Artisan.LocalHost.Tests.Stub;

/// <summary>One storage emulator for the whole test run, in memory; it ends with the test process.</summary>
internal static class SharedAzurite
{
    private static readonly Lazy<Task<AzuriteProcess>> Process = new(() => AzuriteProcess.StartAsync(AzuriteOptions.InMemory));

    public static async Task<string> ConnectionStringAsync() => (await Process.Value).ConnectionString;
}
