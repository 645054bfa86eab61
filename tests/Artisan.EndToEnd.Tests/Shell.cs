using System.Diagnostics;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>Runs what a person would type.</summary>
internal static class Shell
{
    /// <summary>Runs a script in bash, stopping at its first error; answers the exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-euo");
        start.ArgumentList.Add("pipefail");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The bash blocks of a page of the documentation, in order.</summary>
    public static IReadOnlyList<string> BlocksOf(string page)
    {
        var blocks = new List<string>();
        List<string>? block = null;
        foreach (var line in Repository.Read(page).Split('\n'))
        {
            if (block is null && line == "```bash") block = [];
            else if (block is not null && line == "```")
            {
                blocks.Add(string.Join('\n', block));
                block = null;
            }
            else block?.Add(line);
        }

        return blocks;
    }
}
