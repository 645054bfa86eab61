using System.ComponentModel;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Handler;

/// <summary>
/// Keeps one handler alive by the rules of the Functions host: the same port for all its lives, ready when it answers GET / at all,
/// restarted at once after an error, given up after the third error in 30 minutes, left dead after exit code 0.
/// </summary>
internal sealed class HandlerSupervisor(CustomHandler handler, string appRoot, int port, LocalSettings settings, TimeProvider clock, ILoggerFactory logs)
{
    private const int ExitWithoutCounting = 200;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(25);

    private readonly ILogger _log = logs.CreateLogger("Handler");
    private readonly ILogger _output = logs.CreateLogger("Handler.Output");
    private readonly HandlerErrors _errors = new(clock);
    private readonly Lock _lock = new();
    private TaskCompletionSource<HandlerConnection> _ready = NewReady();
    private HandlerProcess? _process;

    /// <summary>Runs before the first call reaches a new life of the handler.</summary>
    public Func<HandlerConnection, CancellationToken, Task> BeforeReady { get; set; } = (_, _) => Task.CompletedTask;

    public int? ProcessId => _process?.Id;

    /// <summary>The handler that takes calls now; waits while it starts.</summary>
    public Task<HandlerConnection> ReadyAsync(CancellationToken ct)
    {
        lock (_lock) return _ready.Task.WaitAsync(ct);
    }

    /// <summary>Kills that life of the handler if it is still the present one; the run loop starts the next.</summary>
    public void Kill(HandlerConnection life, string why)
    {
        lock (_lock)
        {
            if (!_ready.Task.IsCompletedSuccessfully || _ready.Task.GetAwaiter().GetResult() != life) return;
            _log.LogError("{Why} The handler is killed.", why);
            _process?.Kill();
        }
    }

    /// <summary>Runs until told to stop, and then leaves no process behind; throws <see cref="LocalHostException"/> when the handler is given up.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var guard = OrphanGuard.Start();
        try
        {
            while (await LiveOnceAsync(guard, ct)) { }
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            FailCalls("The host has stopped.");
        }
        catch (Exception e)
        {
            FailCalls(e.Message);
            throw;
        }
    }

    // One life from start to end; answers whether another one follows.
    private async Task<bool> LiveOnceAsync(OrphanGuard guard, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        using var process = Launch();
        guard.Watch(process.Id);
        _process = process;
        try
        {
            var exit = process.ExitAsync(ct);
            using var connection = new HandlerConnection(new Uri($"http://127.0.0.1:{port}/"));
            if (!await BecomesReadyAsync(connection, exit, ct) && !exit.IsCompleted)
            {
                process.Kill();
                await exit;
                return Count($"The handler did not answer on port {port} within {handler.InitializationTimeout.TotalSeconds:0.#} s.");
            }

            if (!exit.IsCompleted)
            {
                await BeforeReady(connection, ct);
                _log.LogInformation("The handler (process {Id}) is ready after {Milliseconds:0} ms.", process.Id, clock.GetElapsedTime(started).TotalMilliseconds);
                lock (_lock) _ready.TrySetResult(connection);
            }

            return After(await exit);
        }
        finally
        {
            _process = null;
            process.Kill();
            await process.GoneAsync(TimeSpan.FromSeconds(1));
            guard.Forget();
        }
    }

    private HandlerProcess Launch()
    {
        try
        {
            return HandlerProcess.Start(handler, appRoot, port, InvocationIds.New().ToString(), settings, _output);
        }
        catch (Win32Exception e)
        {
            throw new LocalHostException($"The handler {handler.Executable} cannot be started: {e.Message}.", e);
        }
    }

    private async Task<bool> BecomesReadyAsync(HandlerConnection connection, Task exit, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(handler.InitializationTimeout);
        while (!exit.IsCompleted)
        {
            try
            {
                using var probe = new HttpRequestMessage(HttpMethod.Get, connection.Address);
                using var answer = await connection.Http.SendAsync(probe, limit.Token);
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.WhenAny(exit, Task.Delay(ProbeInterval, ct));
                if (limit.IsCancellationRequested) return false;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return false;
            }
        }

        return false;
    }

    private bool After(int exitCode)
    {
        if (exitCode == 0)
        {
            _log.LogError("The handler ended with exit code 0 and is not restarted, as the Functions host would not: every call fails until this host is restarted.");
            FailCalls("The handler has ended with exit code 0.");
            return false;
        }

        if (exitCode != ExitWithoutCounting) return Count($"The handler ended with exit code {exitCode}.");
        Renew();
        return true;
    }

    private bool Count(string sentence)
    {
        if (_errors.Add())
            throw new LocalHostException($"{sentence} That is the third error of the handler within {HandlerErrors.Window.TotalMinutes:0} minutes, so the host stops.");

        _log.LogError("{Sentence} It is started again.", sentence);
        Renew();
        return true;
    }

    private void Renew()
    {
        lock (_lock)
        {
            if (_ready.Task.IsCompleted) _ready = NewReady();
        }
    }

    private void FailCalls(string sentence)
    {
        lock (_lock)
        {
            if (_ready.Task.IsCompleted) _ready = NewReady();
            _ready.TrySetException(new HandlerUnavailableException(sentence));
            _ = _ready.Task.Exception;
        }
    }

    private static TaskCompletionSource<HandlerConnection> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
