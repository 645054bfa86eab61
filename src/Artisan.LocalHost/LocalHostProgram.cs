namespace Artisan.LocalHost;

/// <summary>The whole run of the program: 0 after a stop that was asked for, 1 with one sentence after anything else.</summary>
internal static class LocalHostProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            var options = CommandLine.Parse(arguments);
            await using var host = await LocalFunctionsHost.StartAsync(options, stop);
            await host.WaitUntilReadyAsync(stop);
            await output.WriteLineAsync($"Artisan runs at {host.Address}");
            await host.Completion.WaitAsync(stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (LocalHostException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
