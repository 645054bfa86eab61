using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Artisan.EndToEnd.Tests;

/// <summary>The test clock of the running app; back at the world's time when the test is over.</summary>
internal sealed class TestClock(RunningArtisan artisan) : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = artisan.Address, Timeout = TimeSpan.FromMinutes(4) };

    /// <summary>Lets business time pass, with everything that comes due on the way.</summary>
    public Task AdvanceAsync(string duration) => PostAsync(new JsonObject { ["advanceBy"] = duration });

    /// <summary>Sets it, and lets it stand still there.</summary>
    public Task FreezeAsync(string instant) => PostAsync(new JsonObject { ["freezeAt"] = instant });

    /// <summary>Lets business time pass until an instant.</summary>
    public Task ToAsync(string instant) => PostAsync(new JsonObject { ["to"] = instant });

    public async ValueTask DisposeAsync()
    {
        await PostAsync(new JsonObject { ["reset"] = true });
        _http.Dispose();
    }

    private async Task PostAsync(JsonObject order)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri("/dev/clock", UriKind.Relative), order);
        Assert.True(answer.IsSuccessStatusCode, $"/dev/clock: {await answer.Content.ReadAsStringAsync()}");
    }
}
