using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Value.Data;
using Artisan.Benchmarks.Measuring;
using Artisan.Platform.Http;

namespace Artisan.Benchmarks.ValueData;

/// <summary>Points as customers send them, each with an id of its own; made before the clock runs.</summary>
internal sealed class Points(TimeProvider time)
{
    private int _made;

    public DataPointRequest Next(string source) => new(
        source, string.Create(CultureInfo.InvariantCulture, $"order-{Interlocked.Increment(ref _made):D9}"), time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        new Dictionary<string, ExactNumber> { ["amount"] = new("29.33"), ["cds"] = new("2") });

    public IReadOnlyList<DataPointRequest> Many(string source, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(source))];

    /// <summary>A point as the area holds it.</summary>
    public static ReceivedPoint Received(DataPointRequest point) => ReceivedPoint.Read(point).Point ?? throw new InvalidOperationException("A point of the benchmark cannot be read.");

    /// <summary>The body that sends one point.</summary>
    public static byte[] Body(DataPointRequest point) => Encoding.UTF8.GetBytes(Json(point).ToJsonString());

    /// <summary>The body that sends a batch.</summary>
    public static byte[] Body(IEnumerable<DataPointRequest> points) => Encoding.UTF8.GetBytes(new JsonObject { ["points"] = new JsonArray([.. points.Select(Json)]) }.ToJsonString());

    public static Task SendAsync(HttpClient client, byte[] body, HttpStatusCode expected) => Posting.SendAsync(client, "/api/value/data", body, expected);

    private static JsonNode Json(DataPointRequest point) => new JsonObject
    {
        ["source"] = point.Source,
        ["id"] = point.Id,
        ["time"] = point.Time,
        ["fields"] = new JsonObject(point.Fields!.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.Text))),
    };
}
