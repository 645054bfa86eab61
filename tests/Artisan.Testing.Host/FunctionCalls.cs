using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Host;

/// <summary>Calls functions by the contract of the Functions host.</summary>
internal static class FunctionCalls
{
    /// <summary>What the host says of a queue message.</summary>
    public static JsonObject Of(Azure.Queues.QueueMessage message) => new()
    {
        ["Data"] = new JsonObject { ["item"] = JsonSerializer.Serialize(message.MessageText) },
        ["Metadata"] = new JsonObject { ["DequeueCount"] = $"{message.DequeueCount}", ["Id"] = JsonSerializer.Serialize(message.MessageId) },
    };

    /// <summary>Runs a function.</summary>
    /// <exception cref="HttpRequestException">It failed.</exception>
    public static async Task PostAsync(HttpClient process, string function, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Azure-Functions-InvocationId", Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0.0");
        using var response = await process.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
