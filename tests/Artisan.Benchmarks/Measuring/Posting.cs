using System.Net;
using System.Net.Http.Headers;

namespace Artisan.Benchmarks.Measuring;

/// <summary>A call that must be answered as expected; its body was made before the clock runs.</summary>
internal static class Posting
{
    public static async Task SendAsync(HttpClient client, string path, byte[] body, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        var answer = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected) throw new InvalidOperationException($"Expected {(int)expected}, got {(int)response.StatusCode}: {answer}");
    }

    /// <summary>Something for every call of every caller.</summary>
    public static T[][] Prepare<T>(int callers, int each, Func<int, T> make) => [.. Enumerable.Range(0, callers).Select(c => Enumerable.Range(0, each).Select(_ => make(c)).ToArray())];
}
