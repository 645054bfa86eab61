using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Azure.Queues;
using Artisan.Azure.Tables;
using Artisan.LocalHost.Invocations;
using Artisan.LocalHost.Storage;
using Microsoft.Extensions.Logging;

namespace Artisan.LocalHost.Tests.Stub;

/// <summary>A function app in a temporary folder, with the stub as its handler, and the host that runs it.</summary>
internal sealed class StubApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artisan-host-");
    private readonly Dictionary<string, PlannedAnswer[]> _plan = [];

    public StubApp()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Notes);
        WriteHostJson();
    }

    public string Root => Path.Combine(_folder.FullName, "app");
    public string Data => Path.Combine(_folder.FullName, "data");
    public string Web => Path.Combine(_folder.FullName, "web");
    public string Notes => Path.Combine(_folder.FullName, "notes");
    public List<string> Log { get; } = [];
    public LocalFunctionsHost? Host { get; private set; }
    public Dictionary<string, string> Settings { get; } = [];
    public LocalHostOptions Options { get; set; } = new() { AppRoot = "", Port = 0, Seed = false };

    /// <summary>The stub program: this test assembly's own executable.</summary>
    public static string Executable => Path.Combine(AppContext.BaseDirectory, "Artisan.LocalHost.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    public HttpClient Client { get; private set; } = NewClient(null);

    public static string NewQueue() => "q" + InvocationIds.New().ToString("n")[..16];

    public StubApp WriteHostJson(object? queues = null, string functionTimeout = "00:05:00", bool streams = true, string initialization = "00:00:20")
    {
        var json = new
        {
            version = "2.0",
            functionTimeout,
            customHandler = new
            {
                description = new { defaultExecutablePath = Executable },
                enableForwardingHttpRequest = true,
                enableProxyingHttpRequest = streams,
                initializationTimeout = initialization,
            },
            extensions = new { http = new { routePrefix = "" }, queues = queues ?? new { maxPollingInterval = "00:00:00.3" } },
        };
        File.WriteAllText(Path.Combine(Root, "host.json"), JsonSerializer.Serialize(json));
        return this;
    }

    public StubApp Http(string name, string route, params string[] methods) => Function(name, new { type = "httpTrigger", direction = "in", name = "req", authLevel = "anonymous", methods, route });

    public StubApp Timer(string name, string schedule, bool runOnStartup = false) => Function(name, new { type = "timerTrigger", direction = "in", name = "timer", schedule, runOnStartup, useMonitor = true });

    public StubApp Queue(string name, string queueName) => Function(name, new { type = "queueTrigger", direction = "in", name = "item", queueName, connection = "AzureWebJobsStorage" });

    public StubApp Plan(string path, params PlannedAnswer[] answers)
    {
        _plan[path] = answers;
        File.WriteAllText(Path.Combine(Notes, "plan.json"), JsonSerializer.Serialize(_plan));
        return this;
    }

    public async Task<StubApp> StartAsync()
    {
        Settings["STUB_FOLDER"] = Notes;
        Host = await LocalFunctionsHost.StartAsync(
            Options with
            {
                AppRoot = Root,
                DataFolder = Data,
                WebRoot = Web,
                Settings = Settings,
                StorageConnectionString = await SharedAzurite.ConnectionStringAsync(),
                Logging = logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new ListLog(Log)).AddFilter("Microsoft", LogLevel.Warning),
            },
            CancellationToken.None);
        Client = NewClient(Host.Address);
        await Host.WaitUntilReadyAsync(CancellationToken.None);
        return this;
    }

    public async Task StopAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        Host = null;
    }

    public IReadOnlyList<SeenCall> Seen(string? path = null)
    {
        var file = Path.Combine(Notes, "seen.jsonl");
        if (!File.Exists(file)) return [];
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith('}'))
            .Select(line => JsonSerializer.Deserialize<SeenCall>(line)!).Where(call => call.Path == path || (path is null && call.Path != "/dev/clock"))];
    }

    public async Task<IReadOnlyList<SeenCall>> SeenAsync(string path, int atLeast, int seconds = 15)
    {
        await UntilAsync(() => Task.FromResult(Seen(path).Count >= atLeast), $"{atLeast} calls of {path}", seconds);
        return Seen(path);
    }

    public async Task UntilAsync(Func<Task<bool>> condition, string what, int seconds = 15)
    {
        for (var end = Environment.TickCount64 + seconds * 1000; Environment.TickCount64 < end; await Task.Delay(20))
        {
            if (await condition()) return;
        }

        lock (Log) Assert.Fail($"Never happened: {what}. The log:\n{string.Join('\n', Log.TakeLast(40))}");
    }

    public static async Task<QueueClient> QueueClientAsync(string name)
    {
        var queue = StorageConnection.Parse(await SharedAzurite.ConnectionStringAsync()).QueueService().GetQueueClient(name);
        return queue;
    }

    public static async Task<TableClient> PlatformTableAsync()
    {
        var table = StorageConnection.Parse(await SharedAzurite.ConnectionStringAsync()).TableService().GetTableClient("platform");
        await table.CreateIfNotExistsAsync();
        return table;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static HttpClient NewClient(Uri? address) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public StubApp Function(string name, object trigger)
    {
        var bindings = new JsonArray(JsonSerializer.SerializeToNode(trigger));
        if (bindings[0]!["type"]!.GetValue<string>() == "httpTrigger") bindings.Add(new JsonObject { ["type"] = "http", ["direction"] = "out", ["name"] = "res" });
        Directory.CreateDirectory(Path.Combine(Root, name));
        File.WriteAllText(Path.Combine(Root, name, "function.json"), new JsonObject { ["bindings"] = bindings }.ToJsonString());
        return this;
    }

    private sealed class ListLog(List<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Category(lines, categoryName);

        public void Dispose()
        {
        }

        private sealed class Category(List<string> lines, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (lines) lines.Add($"{logLevel} {name}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
