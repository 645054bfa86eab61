using System.Diagnostics;
using System.Text.Json.Nodes;
using Artisan.Cli.Running;

namespace Artisan.Cli.Tests.Running;

/// <summary>A person at a terminal with a config folder of their own: runs commands in this process, or as a real one.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artisan-cli-").FullName;

    public string Config => Path.Combine(_folder, "config");

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Whether somebody watches standard error.</summary>
    public bool Watched { get; init; }

    public async Task<Answer> TypeAsync(string input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new Dictionary<string, string>(Environment) { ["ARTISAN_CONFIG_DIR"] = Config };
        using var cli = new CliContext(new StringReader(input), output, error, Watched, environment, TimeProvider.System, new SocketsHttpHandler { UseCookies = false });
        var code = await CommandLine.RunAsync(args, cli, CancellationToken.None);
        return new Answer(code, output.ToString(), error.ToString());
    }

    public Task<Answer> RunAsync(params string[] args) => TypeAsync("", args);

    /// <summary>Runs the program itself.</summary>
    public async Task<Answer> StartAsync(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "artisan.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _folder };
        start.Environment["ARTISAN_CONFIG_DIR"] = Config;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await error);
    }

    public async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    public async Task<string> FileAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    public async Task SignInAsync(FakeArtisan artisan)
    {
        var answer = await TypeAsync("right password\n", "login", "--url", artisan.Url, "--email", "a@example.com", "--password-stdin");
        Assert.True(answer.Code == 0, answer.Error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal sealed record Answer(int Code, string Output, string Error)
    {
        public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

        public void Is(int code) => Assert.True(Code == code, $"exit code {Code}\n{Output}\n{Error}");
    }
}
