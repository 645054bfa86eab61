using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Demo;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Handler;
using Artisan.LocalHost.Http;
using Artisan.LocalHost.Realtime;
using Artisan.LocalHost.Storage;

namespace Artisan.LocalHost;

/// <summary>
/// The Functions host of one machine: reads host.json and the function.json folders, runs the handler and the storage emulator, and moves
/// HTTP calls, timers and queue messages into the handler by the custom-handler contract. Disposing it leaves no process behind.
/// </summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IAsyncDisposable> _owned = [];
    private HandlerSupervisor? _handler;
    private Task _running = Task.CompletedTask;
    private BusinessClock? _business;
    private ILogger? _demoLog;
    private string _dataFolder = "";

    private LocalFunctionsHost(Uri address) => Address = address;

    /// <summary>Where browsers and clients reach it.</summary>
    public Uri Address { get; }

    /// <summary>The storage that the handler uses.</summary>
    public string StorageConnectionString { get; private set; } = "";

    /// <summary>The handler that runs now; null while there is none.</summary>
    public int? HandlerProcessId => _handler?.ProcessId;

    /// <summary>Ends when the host is disposed; fails with a <see cref="LocalHostException"/> when it cannot go on by itself.</summary>
    public Task Completion => _running;

    /// <summary>Starts everything; HTTP calls, timers and messages wait for the handler, this method does not.</summary>
    public static async Task<LocalFunctionsHost> StartAsync(LocalHostOptions options, CancellationToken ct)
    {
        var port = options.Port == 0 ? Ports.Free() : options.Port;
        if (!Ports.IsFree(port)) throw Busy(port);

        var host = new LocalFunctionsHost(new Uri($"http://localhost:{port}"));
        try
        {
            await host.BeginAsync(options, ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the handler answers.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        try
        {
            await _handler!.ReadyAsync(ct);
        }
        catch (HandlerUnavailableException e)
        {
            throw new LocalHostException(e.Message, e);
        }
    }

    /// <summary>Makes the demo workspace where the data folder has none; answers who can sign in to it, or null where it could not be made.</summary>
    internal Task<DemoLogin?> EnsureDemoAsync(CancellationToken ct) => DemoSeeding.EnsureAsync(Address, _dataFolder, _business!, _demoLog!, ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        foreach (var owned in Enumerable.Reverse(_owned)) await owned.DisposeAsync();
        _stop.Dispose();
    }

    private static LocalHostException Busy(int port) => new($"Port {port} is taken by another program, perhaps another run of this host; stop it or choose another port with --port.");

    private async Task BeginAsync(LocalHostOptions options, CancellationToken ct)
    {
        var appRoot = Path.GetFullPath(options.AppRoot);
        var settings = LocalSettings.Read(appRoot, Environment.GetEnvironmentVariables(), options.Settings);
        var json = HostJson.Load(appRoot, settings);
        var manifest = FunctionManifest.Read(appRoot, json.RoutePrefix, settings);

        var logs = Own(LoggerFactory.Create(options.Logging ?? HostLog.ToConsole));
        var log = logs.CreateLogger("Host");
        var data = Own(DataFolder.Open(options.DataFolder, options.Fresh));
        StorageConnectionString = options.StorageConnectionString ?? await StartStorageAsync(data, options.ToolsFolder, log, ct);

        var realtime = new RealtimeKey(data.FullPath);
        settings = settings.WithMachineDefaults(Address, data.FullPath).With(
        [
            new("AzureWebJobsStorage", StorageConnectionString),
            new("AzureSignalRConnectionString", realtime.ConnectionString(Address)),
        ]);

        var clock = new BusinessClock(TimeProvider.System, data.FullPath);
        (_business, _demoLog, _dataFolder) = (clock, logs.CreateLogger("Demo"), data.FullPath);
        _handler = new HandlerSupervisor(json.Handler, appRoot, Ports.Free(), settings, TimeProvider.System, logs);
        var door = new ClockDoor(clock, logs.CreateLogger("Clock"));
        _handler.BeforeReady = door.PushAsync;

        var listeners = Own(new Listeners(manifest, json.Queues.OnThisMachine() with { InFlight = options.MessageInFlight }, json.FunctionTimeout, _handler, clock, StorageConnection.Parse(StorageConnectionString), data.FullPath, logs));
        var server = new LocalServer(manifest, json, _handler, listeners, clock, door, realtime, StorageConnection.Parse(StorageConnectionString), options.WebRoot, logs);
        await StartServerAsync(server, ct);

        _running = RunAsync(listeners, log);
    }

    private async Task<string> StartStorageAsync(DataFolder data, string? tools, ILogger log, CancellationToken ct)
    {
        var azurite = await StorageEmulator.StartAsync(data, tools, log, ct);
        _owned.Add(azurite);
        return azurite.ConnectionString;
    }

    private async Task StartServerAsync(LocalServer server, CancellationToken ct)
    {
        try
        {
            _owned.Add(await server.StartAsync(Address.Port, _stop.Token, ct));
        }
        catch (IOException e)
        {
            throw new LocalHostException(Busy(Address.Port).Message, e);
        }
    }

    // The first part that ends early ends all: nothing runs half.
    private async Task RunAsync(Listeners listeners, ILogger log)
    {
        Task[] parts = [_handler!.RunAsync(_stop.Token), .. listeners.RunAsync(_stop.Token)];
        var first = await Task.WhenAny(parts);
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(parts);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Stopped.");
        }
        catch (Exception) when (first.IsFaulted)
        {
            // The others only ended because this one did.
        }

        if (first.IsFaulted) await first;
    }

    private T Own<T>(T part) where T : IDisposable
    {
        _owned.Add(new Owned(part));
        return part;
    }

    private sealed class Owned(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
