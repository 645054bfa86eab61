using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>The receiver of <c>tests/webhook-receiver</c>: a process of its own that knows Standard Webhooks from the library of that name and nothing of ours.</summary>
internal sealed class NodeReceiver : IDisposable
{
    private readonly Process _node;
    private readonly HttpClient _http;

    private NodeReceiver(Process node, int port) => (_node, _http) = (node, new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") });

    public static async Task<NodeReceiver> StartAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "webhook-receiver");
        var node = Process.Start(new ProcessStartInfo("node", ["receiver.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var port = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The receiver did not start; run ./test.sh, or npm ci in tests/webhook-receiver.");
        return new NodeReceiver(node, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public string Url(string path) => new Uri(_http.BaseAddress!, path).ToString();

    /// <summary>Gives a path the secret that it verifies with.</summary>
    public async Task TrustAsync(string path, string secret) => (await _http.PutAsync(new Uri(path, UriKind.Relative), new StringContent(secret))).EnsureSuccessStatusCode();

    /// <summary>What a path was sent last.</summary>
    public async Task<(JsonNode Headers, string Body)> LastAsync(string path)
    {
        var last = JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
        return (last["headers"]!, (string)last["body"]!);
    }

    /// <summary>Sends a path what somebody else could: the answer.</summary>
    public async Task<string> PostAsync(string path, string id, string timestamp, string signature, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", signature);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        // It ends with its input.
        _node.StandardInput.Close();
        _node.WaitForExit(TimeSpan.FromSeconds(5));
        _node.Dispose();
    }
}
