using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Artisan.LocalHost;

/// <summary>
/// Azurite as a child process on loopback, ready when StartAsync returns. Disposing lets it save its data and ends it after 10 seconds at the latest;
/// it also ends, saving, when this process dies in whatever way, because its standard input ends then.
/// </summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    // The emulator's account and key are public and the same on every machine.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly Queue<string> _lastLines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sync = new();
    private int _endedOutputs;

    private AzuriteProcess(Process process) => _process = process;

    public int BlobPort => _ports["Blob"];
    public int QueuePort => _ports["Queue"];
    public int TablePort => _ports["Table"];
    public int ProcessId => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>The connection string of the running emulator, with its actual ports.</summary>
    public string ConnectionString => ConnectionStringOf(Account);

    /// <summary>The connection string of one of the accounts that the emulator was started with.</summary>
    public string ConnectionStringOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint={Endpoint(BlobPort, account)};QueueEndpoint={Endpoint(QueuePort, account)};TableEndpoint={Endpoint(TablePort, account)};";

    /// <summary>Installs the npm tools where they are missing, starts Azurite and returns when all three services listen.</summary>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= AzuriteOptions.InMemory;
        var tools = options.ToolsFolder ?? AzuriteTools.Find();
        await AzuriteTools.EnsureInstalledAsync(tools, cancellationToken);

        var azurite = new AzuriteProcess(new Process { StartInfo = Command(options, tools) });
        try
        {
            await azurite.StartAsync(options.StartTimeout, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // It was never started.
        }
        finally
        {
            _process.Dispose();
        }
    }

    /// <summary>Ends it at once, for a process that is about to exit itself; its data may lose the last seconds.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private static ProcessStartInfo Command(AzuriteOptions options, string tools)
    {
        var command = new ProcessStartInfo("node")
        {
            WorkingDirectory = tools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false
        };
        string[] storage = options.Folder is null ? ["--inMemoryPersistence"] : ["--location", Directory.CreateDirectory(options.Folder).FullName];
        string[] arguments =
        [
            "azurite-child.mjs", "--silent", "--disableTelemetry", "--skipApiVersionCheck", .. storage,
            .. Service("blob", options.BlobPort), .. Service("queue", options.QueuePort), .. Service("table", options.TablePort)
        ];
        foreach (var argument in arguments) command.ArgumentList.Add(argument);
        if (options.Accounts.Count > 0) command.Environment["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Prepend(Account).Select(a => $"{a}:{Key}"));
        return command;
    }

    // Azurite closes idle connections after 5 seconds by default, in the face of a client that is about to use them.
    private static string[] Service(string name, int port) =>
        [$"--{name}Host", "127.0.0.1", $"--{name}Port", port.ToString(CultureInfo.InvariantCulture), $"--{name}KeepAliveTimeout", "300"];

    private static string Endpoint(int port, string account) => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{account}";

    private async Task StartAsync(TimeSpan timeout, CancellationToken ct)
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        try
        {
            _process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("Azurite needs Node.js 20 or later: the command 'node' was not found on the PATH.", e);
        }
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await _ready.Task.WaitAsync(timeout, ct);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"Azurite was not ready after {timeout.TotalSeconds:0} s. It said: {LastLines()}", e);
        }
    }

    private async Task StopAsync()
    {
        if (_process.HasExited) return;
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    private void Read(string? line)
    {
        lock (_sync)
        {
            if (line is null)
            {
                // Both outputs end when the process does, after their last line, which says why.
                if (++_endedOutputs == 2) _ready.TrySetException(new InvalidOperationException($"Azurite ended while starting. It said: {LastLines()}"));
                return;
            }
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20) _lastLines.Dequeue();
            if (Listening().Match(line) is { Success: true } match) _ports[match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            if (_ports.Count == 3) _ready.TrySetResult();
        }
    }

    private string LastLines()
    {
        lock (_sync) return string.Join(" | ", _lastLines);
    }

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at \S+:(\d+)")]
    private static partial Regex Listening();
}
