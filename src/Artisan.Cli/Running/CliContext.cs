using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.Cli.Running;

/// <summary>What a command may touch of the machine: streams, environment, clock and network.</summary>
internal sealed class CliContext(TextReader input, TextWriter output, TextWriter error, bool terminal, IReadOnlyDictionary<string, string> environment, TimeProvider clock, HttpMessageHandler network)
    : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TextReader Input => input;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>True where a person watches the progress.</summary>
    public bool Terminal => terminal;

    public TimeProvider Clock => clock;

    public HttpMessageHandler Network => network;

    public static CliContext OfThisProcess()
    {
        // The one place that reads the environment: all of it at once, so that commands get it handed in and tests can give another.
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
        var network = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        return new CliContext(Console.In, Console.Out, Console.Error, !Console.IsErrorRedirected, environment, TimeProvider.System, network);
    }

    /// <summary>An environment variable that is set and not empty.</summary>
    public string? Variable(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Writes a result: as one JSON document, or as lines for people.</summary>
    public void Print(bool json, JsonObject document, IEnumerable<string> lines)
    {
        if (json)
        {
            Output.WriteLine(document.ToJsonString(Indented));
            return;
        }

        foreach (var line in lines)
        {
            Output.WriteLine(line);
        }
    }

    public void Dispose() => network.Dispose();
}
