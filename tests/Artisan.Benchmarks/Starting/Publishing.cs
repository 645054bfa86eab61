using System.Diagnostics;

namespace Artisan.Benchmarks.Starting;

/// <summary>Publishes a project as it is deployed: Release, self-contained, ready to run.</summary>
internal static class Publishing
{
    /// <summary>Answers the executable.</summary>
    /// <exception cref="InvalidOperationException">It does not build; the message holds the end of what the build said.</exception>
    public static async Task<string> RunAsync(string project, string folder, CancellationToken ct)
    {
        using var dotnet = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "q", "--nologo"])
            {
                WorkingDirectory = Path.GetDirectoryName(project),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        dotnet.Start();
        var said = await Task.WhenAll(dotnet.StandardOutput.ReadToEndAsync(ct), dotnet.StandardError.ReadToEndAsync(ct));
        await dotnet.WaitForExitAsync(ct);
        return dotnet.ExitCode == 0
            ? Path.Combine(folder, Path.GetFileNameWithoutExtension(project))
            : throw new InvalidOperationException($"'dotnet publish {project}' failed with {dotnet.ExitCode}: {string.Join('\n', string.Concat(said).Trim().Split('\n').TakeLast(10))}");
    }
}
