using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>Artisan as a user starts it: <c>./run.sh</c> with a fresh data folder on a free port. Ends with the tests.</summary>
public sealed class RunningArtisan : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("artisan-e2e-").FullName;
    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A folder for what tests write; removed at the end.</summary>
    public string Scratch => Directory.CreateDirectory(Path.Combine(_data, "scratch")).FullName;

    public async Task InitializeAsync()
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "run.sh", "--port", Address.Port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(_data, "data"), "--no-seed" }) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient(new SocketsHttpHandler());
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(5))
        {
            if (_process.HasExited) throw new InvalidOperationException($"run.sh ended with {_process.ExitCode}:\n{Output()}");
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/api/health"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(250);
        }

        throw new TimeoutException($"Artisan did not answer within 5 minutes:\n{Output()}");
    }

    public async Task DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // run.sh replaces itself by the host, so this is what Ctrl-C does.
            await Signals.SendAsync("TERM", _process.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>What it printed so far.</summary>
    public string Output()
    {
        lock (_output) return string.Join('\n', _output);
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_output) _output.Add(line.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class RunningArtisanCollection : ICollectionFixture<RunningArtisan>
{
    public const string Name = "running Artisan";
}
