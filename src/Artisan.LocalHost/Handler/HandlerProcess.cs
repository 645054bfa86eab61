using System.Diagnostics;
using System.Globalization;
using Artisan.LocalHost.Functions;

namespace Artisan.LocalHost.Handler;

/// <summary>One running handler: started with the settings and the variables of the contract, its output logged, killed without asking.</summary>
internal sealed class HandlerProcess : IDisposable
{
    private readonly Process _process;

    private HandlerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static HandlerProcess Start(CustomHandler handler, string appRoot, int port, string workerId, LocalSettings settings, ILogger log)
    {
        var own = settings.With(Variables(appRoot, port, workerId));
        var start = new ProcessStartInfo(handler.Executable, own.Expand(handler.Arguments))
        {
            WorkingDirectory = handler.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in own.Values) start.Environment[name] = value;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) log.LogInformation("{Line}", text); };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            log.Log(text.Contains("warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning : LogLevel.Error, "{Line}", text);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HandlerProcess(process);
    }

    /// <summary>Waits for its end and answers the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, as the Functions host does: the handler gets no chance to say goodbye.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Waits a moment for a killed one to be gone.</summary>
    public async Task GoneAsync(TimeSpan moment)
    {
        using var patience = new CancellationTokenSource(moment);
        await _process.WaitForExitAsync(patience.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public void Dispose() => _process.Dispose();

    private static Dictionary<string, string> Variables(string appRoot, int port, string workerId)
    {
        var text = port.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = text,
            ["FUNCTIONS_HTTPWORKER_PORT"] = text,
            ["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = workerId,
            ["FUNCTIONS_HTTPWORKER_ID"] = workerId,
            ["FUNCTIONS_APP_ROOT_PATH"] = appRoot,
            ["ARTISAN_PARENT_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        };
    }
}
