using System.Diagnostics;

namespace Artisan.LocalHost;

/// <summary>The npm folder that holds Azurite: found from the running program, installed once, by one process at a time.</summary>
internal static class AzuriteTools
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln"))) return Path.Combine(folder.FullName, "src", "Artisan.LocalHost", "tools");
        }
        throw new InvalidOperationException($"Functions.sln was not found above {AppContext.BaseDirectory}; name the tools folder explicitly.");
    }

    public static async Task EnsureInstalledAsync(string tools, CancellationToken ct)
    {
        if (IsInstalled(tools)) return;
        await using var turn = await TakeTurnAsync(Path.Combine(tools, ".install.lock"), ct);
        if (IsInstalled(tools)) return;

        var command = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = tools,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var npm = new Process { StartInfo = command };
        try
        {
            npm.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("Azurite is installed by npm (Node.js 20 or later): the command 'npm' was not found on the PATH.", e);
        }
        var output = npm.StandardOutput.ReadToEndAsync(ct);
        var errors = await npm.StandardError.ReadToEndAsync(ct);
        await npm.WaitForExitAsync(ct);
        if (npm.ExitCode != 0) throw new InvalidOperationException($"'npm ci' in {tools} failed with {npm.ExitCode}: {errors} {await output}");
    }

    // npm writes this file last: an installation that was interrupted does not have it.
    private static bool IsInstalled(string tools) => File.Exists(Path.Combine(tools, "node_modules", ".package-lock.json"));

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }
        }
    }
}
