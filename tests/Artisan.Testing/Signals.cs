using System.Diagnostics;
using System.Globalization;

namespace Artisan.Testing;

/// <summary>Signals to processes, by what every shell has built in: not every machine has a program called kill.</summary>
public static class Signals
{
    /// <summary>Sends a signal by its name, such as <c>TERM</c>.</summary>
    public static async Task SendAsync(string signal, int processId)
    {
        using var shell = Process.Start("sh", ["-c", $"kill -{signal} {processId.ToString(CultureInfo.InvariantCulture)}"]);
        await shell.WaitForExitAsync();
    }
}
