using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Artisan.LocalHost.Tests.Stub;
using Artisan.Testing;

namespace Artisan.LocalHost.Tests;

public sealed class LeavingNothingBehindTests : IAsyncLifetime
{
    private readonly StubApp _app = new StubApp().Http("things", "api/{*path}", "get");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task However_the_host_ends_no_process_stays(string signal)
    {
        using var host = await RunningAsync();
        var family = Descendants(host.Id);
        Assert.True(family.Count >= 3, "The host runs the handler, its guard and the storage emulator.");

        await Signals.SendAsync(signal, host.Id);
        await host.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        await _app.UntilAsync(() => Task.FromResult(!family.Exists(IsAlive)), "the end of every process");
        if (signal != "KILL") Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        using var host = Start(port);
        var errors = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();

        Assert.Equal((1, $"Port {port} is taken by another program, perhaps another run of this host; stop it or choose another port with --port.\n"), (host.ExitCode, errors));
    }

    [Fact]
    public async Task A_data_folder_in_use_is_said_in_one_sentence()
    {
        Directory.CreateDirectory(_app.Data);
        await using var held = new FileStream(Path.Combine(_app.Data, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        using var host = Start(0);
        var errors = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();

        Assert.Equal(1, host.ExitCode);
        Assert.StartsWith("The data folder", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Fresh_clears_its_own_data_folder_and_no_other()
    {
        Directory.CreateDirectory(_app.Data);
        var precious = Path.Combine(_app.Data, "thesis.txt");
        await File.WriteAllTextAsync(precious, "x");

        Assert.Throws<LocalHostException>(() => DataFolder.Open(_app.Data, fresh: true));
        Assert.True(File.Exists(precious));

        DataFolder.Open(_app.Data, fresh: false).Dispose();
        using var own = DataFolder.Open(_app.Data, fresh: true);
        Assert.False(File.Exists(precious));
    }

    private static bool IsAlive(int pid) => Processes().Exists(process => process.Pid == pid);

    private static List<int> Descendants(int of)
    {
        var all = Processes();
        List<int> found = [of];
        for (var i = 0; i < found.Count; i++) found.AddRange(all.Where(process => process.Parent == found[i]).Select(process => process.Pid));
        return found[1..];
    }

    private static List<(int Pid, int Parent)> Processes() => Directory.Exists("/proc/self") ? FromProc() : FromPs();

    // "pid (name) state parent ...": a name may hold blanks and brackets.
    private static List<(int Pid, int Parent)> FromProc()
    {
        List<(int, int)> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var parts = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (parts[0] != "Z") found.Add((pid, int.Parse(parts[1], CultureInfo.InvariantCulture)));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }

    private static List<(int Pid, int Parent)> FromPs()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,stat="]) { RedirectStandardOutput = true })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => !parts[2].StartsWith('Z'))
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)))];
    }

    private Process Start(int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Artisan.LocalHost" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["--app", _app.Root, "--data", _app.Data, "--port", port.ToString(CultureInfo.InvariantCulture), "--no-seed"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["STUB_FOLDER"] = _app.Notes;
        return Process.Start(start)!;
    }

    private async Task<Process> RunningAsync()
    {
        var host = Start(0);
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Artisan runs at", StringComparison.Ordinal)) return host;
        }

        Assert.Fail($"The host ended: {await host.StandardError.ReadToEndAsync()}");
        return host;
    }
}
