using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>The <c>artisan</c> command as built, with a configuration folder of its own.</summary>
internal sealed class Cli
{
    private readonly Dictionary<string, string> _environment;

    private Cli(Dictionary<string, string> environment) => _environment = environment;

    public static Task<Cli> SignInAsync(RunningArtisan artisan, Person person) => SignInAsync(artisan, person.Email, person.Password);

    public static async Task<Cli> SignInAsync(RunningArtisan artisan, string email, string password)
    {
        var config = Directory.CreateTempSubdirectory("artisan-cli-").FullName;
        var cli = new Cli(new Dictionary<string, string> { ["ARTISAN_CONFIG_DIR"] = config, ["ARTISAN_URL"] = artisan.Address.ToString().TrimEnd('/') });
        var (exitCode, output) = await Shell.RunAsync($"printf '%s' '{password}' | {Command} login --url $ARTISAN_URL --email {email} --password-stdin", Repository.Root, cli._environment);
        Assert.True(exitCode == 0, output);
        return cli;
    }

    /// <summary>Runs the command with these arguments.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string arguments) => Shell.RunAsync($"{Command} {arguments}", Repository.Root, _environment);

    // The build of the configuration that the tests themselves were built in.
    private static string Command { get; } = "dotnet '" + Path.Combine(
        Repository.Root, "src", "Artisan.Cli", "bin", AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug",
        "net10.0", "artisan.dll") + "'";
}
