using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Host;

/// <summary>Calls that say which status they expect and show the answer where it is another.</summary>
public static class Json
{
    public static Task<JsonNode> GetJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        ReadAsync(client.GetAsync(new Uri(path, UriKind.Relative)), expected);

    public static Task<JsonNode> PostJsonAsync(this HttpClient client, string path, object body, HttpStatusCode expected = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        SendJsonAsync(client, HttpMethod.Post, path, body, expected, headers);

    public static Task<JsonNode> PutJsonAsync(this HttpClient client, string path, object body, HttpStatusCode expected = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        SendJsonAsync(client, HttpMethod.Put, path, body, expected, headers);

    public static Task<JsonNode> DeleteJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        ReadAsync(client.DeleteAsync(new Uri(path, UriKind.Relative)), expected);

    /// <summary>Sends a body with headers; an anonymous object is the wire shape under test.</summary>
    public static async Task<JsonNode> SendJsonAsync(this HttpClient client, HttpMethod method, string path, object body, HttpStatusCode expected, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        // A Functions host takes no chunked bodies, so no client of ours sends one.
        await request.Content.LoadIntoBufferAsync();
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await ReadAsync(client.SendAsync(request), expected);
    }

    /// <summary>The body of an answer with the expected status.</summary>
    public static async Task<JsonNode> ReadAsync(Task<HttpResponseMessage> sent, HttpStatusCode expected)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected) throw new InvalidOperationException($"Expected {(int)expected}, got {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
