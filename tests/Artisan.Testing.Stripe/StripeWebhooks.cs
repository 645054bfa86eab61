using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>How events reach the endpoint: what a network and years of retries make of them.</summary>
public sealed record DeliveryWeather
{
    /// <summary>In order, once, signed by one secret, in the present shape.</summary>
    public static readonly DeliveryWeather Fine = new();

    /// <summary>Shuffles the deliveries by this seed.</summary>
    public int? Shuffle { get; init; }

    /// <summary>Delivers each event this often.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Loses every nth event altogether, so that it stays undelivered.</summary>
    public int LoseEvery { get; init; }

    /// <summary>The shape that the endpoint was made with: <c>dahlia</c> or <c>acacia</c>.</summary>
    public string Shape { get; init; } = "dahlia";

    /// <summary>The secrets that sign; two while one is being rolled.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [StripeWebhooks.Secret];
}

/// <summary>Signs and sends events to an endpoint. Tests say when: nothing is sent in the background.</summary>
public sealed class StripeWebhooks
{
    public const string Secret = "whsec_loopback0123456789abcdef";

    private const int Tries = 3;

    private readonly StripeWorld _world;
    private readonly Lock _lock;
    private int _sent;

    internal StripeWebhooks(StripeWorld world, Lock @lock) => (_world, _lock) = (world, @lock);

    /// <summary>Everything that happened so far, the oldest first.</summary>
    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            lock (_lock) return [.. _world.Events.Select(e => e.DeepClone().AsObject())];
        }
    }

    internal void BeginAnew() => _sent = 0;

    /// <summary>The header of a delivery.</summary>
    public static string Sign(byte[] body, long stamp, params IEnumerable<string> secrets)
    {
        var text = stamp.ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(text + "."), .. body];
        return $"t={text}," + string.Join(',', secrets.Select(s => $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(s), signed))}"));
    }

    /// <summary>Sends what was not sent yet; answers how many events that was.</summary>
    public async Task<int> DeliverAsync(HttpClient app, string path = "/api/stripe/webhook", DeliveryWeather? weather = null)
    {
        weather ??= DeliveryWeather.Fine;
        var events = Unsent();
        var kept = events.Where((_, i) => weather.LoseEvery == 0 || (i + 1) % weather.LoseEvery != 0).ToList();
        var deliveries = Enumerable.Repeat(kept, weather.Times).SelectMany(e => e).ToArray();
        if (weather.Shuffle is { } seed) new Random(seed).Shuffle(deliveries);
        foreach (var delivery in deliveries) await DeliverAsync(app, path, delivery, weather);
        return events.Count;
    }

    /// <summary>Sends one event, tried again while it is not answered with success.</summary>
    public async Task DeliverAsync(HttpClient app, string path, JsonObject happened, DeliveryWeather weather)
    {
        var body = Encoding.UTF8.GetBytes((weather.Shape == "acacia" ? AcaciaShape.Of(happened) : happened).ToJsonString());
        for (var tries = 1; tries <= Tries; tries++)
        {
            using var response = await SendAsync(app, path, body, Sign(body, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), weather.Secrets));
            if (!response.IsSuccessStatusCode) continue;
            lock (_lock) _world.Events.Single(e => (string?)e["id"] == (string?)happened["id"])["pending_webhooks"] = 0;
            return;
        }

        throw new InvalidOperationException($"The endpoint does not take {happened["type"]}.");
    }

    /// <summary>Sends bytes with a header, as they are.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient app, string path, byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return await app.SendAsync(request);
    }

    private List<JsonObject> Unsent()
    {
        lock (_lock)
        {
            var unsent = _world.Events.Skip(_sent).Select(e => e.DeepClone().AsObject()).ToList();
            _sent = _world.Events.Count;
            return unsent;
        }
    }
}
