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
            await output.WriteLineAsync($"Artisan runs at {host.Address} (e-mails: {host.Address}dev/outbox). Stop it with Ctrl-C.");
            if (options.Seed) await TellDemoAsync(host, output, stop);
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

    private static async Task TellDemoAsync(LocalFunctionsHost host, TextWriter output, CancellationToken stop)
    {
        var demo = host.EnsureDemoAsync(stop);
        await Task.WhenAny(demo, host.Completion);
        if (demo.IsCompleted && await demo is { } login) await output.WriteLineAsync($"Demo workspace: sign in as {login.Email} with the password {login.Password}");
    }
}
