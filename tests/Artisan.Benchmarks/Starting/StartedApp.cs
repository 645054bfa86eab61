using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Artisan.Benchmarks.Starting;

/// <summary>What a start took, counted from the moment the process was asked for.</summary>
/// <param name="Ready">The first answer of <c>GET /</c>, which a Functions host waits for.</param>
/// <param name="FirstCall">The answer of a call that follows at once; the same as <paramref name="Ready"/> where none was asked for.</param>
internal readonly record struct StartTimes(double Ready, double FirstCall);

/// <summary>Starts an app with the variables of the handler contract, asks it until it answers, and kills it as the host does.</summary>
internal static class StartedApp
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<StartTimes> StartAsync(string executable, IReadOnlyDictionary<string, string> settings, string? firstCall, CancellationToken ct)
    {
        var port = FreePort();
        using var process = new Process { StartInfo = Command(executable, settings, port) };
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        var started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await AnswersAsync(port, "/", ct))
            {
                if (process.HasExited) throw new InvalidOperationException($"{executable} ended with {process.ExitCode} instead of answering.");
                if (Stopwatch.GetElapsedTime(started) > Patience) throw new InvalidOperationException($"{executable} did not answer within {Patience.TotalSeconds:0} s.");
                await Task.Delay(Pause, ct);
            }

            var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (firstCall is null) return new StartTimes(ready, ready);
            return await AnswersAsync(port, firstCall, ct)
                ? new StartTimes(ready, Stopwatch.GetElapsedTime(started).TotalMilliseconds)
                : throw new InvalidOperationException($"GET {firstCall} was not answered with 200.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static ProcessStartInfo Command(string executable, IReadOnlyDictionary<string, string> settings, int port)
    {
        var start = new ProcessStartInfo(executable) { WorkingDirectory = Path.GetDirectoryName(executable), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    // A bare socket: a client that has to warm up itself would be measured too.
    private static async Task<bool> AnswersAsync(int port, string path, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), ct);
            var answer = new byte[64 * 1024];
            var length = 0;
            for (int read; length < answer.Length && (read = await socket.ReceiveAsync(answer.AsMemory(length), ct)) > 0;) length += read;
            return Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
