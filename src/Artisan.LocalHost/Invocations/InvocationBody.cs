using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.LocalHost.Invocations;

/// <summary>
/// The JSON body of a timer or queue call, to the letter of the Functions host: strings are JSON texts inside strings, and the
/// top-level properties of a JSON message overwrite the Metadata of the same name.
/// </summary>
internal static class InvocationBody
{
    // Only what JSON demands is escaped: readers that compare text see what the Functions host sends.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ForTimer(string function, string binding, TimerInfo timer, DateTimeOffset now, Guid random)
    {
        JsonObject? status = timer.Status is null ? null : new()
        {
            ["Last"] = Instant(timer.Status.Last),
            ["Next"] = Instant(timer.Status.Next),
            ["LastUpdated"] = Instant(timer.Status.LastUpdated),
        };
        JsonObject info = new()
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = timer.AdjustForDst },
            ["ScheduleStatus"] = status,
            ["IsPastDue"] = timer.IsPastDue,
        };
        return Whole(binding, info, new JsonObject { ["sys"] = Sys(function, now, random) });
    }

    public static string ForQueue(string function, string binding, QueuedText message, DateTimeOffset now, Guid random)
    {
        JsonObject metadata = new()
        {
            ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["ExpirationTime"] = Instant(message.ExpirationTime),
            ["Id"] = Quoted(message.Id),
            ["InsertionTime"] = Instant(message.InsertionTime),
            ["NextVisibleTime"] = Instant(message.NextVisibleTime),
            ["PopReceipt"] = Quoted(message.PopReceipt),
            ["sys"] = Sys(function, now, random),
        };
        MessageProperties.MergeInto(metadata, message.Text);
        return Whole(binding, JsonValue.Create(Quoted(message.Text)), metadata);
    }

    internal static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);

    private static string Whole(string binding, JsonNode data, JsonObject metadata) =>
        new JsonObject { ["Data"] = new JsonObject { [binding] = data }, ["Metadata"] = metadata }.ToJsonString(Plain);

    private static JsonObject Sys(string function, DateTimeOffset now, Guid random) => new()
    {
        ["MethodName"] = function,
        ["UtcNow"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        ["RandGuid"] = random.ToString(),
    };

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}

/// <summary>What a timer call tells: the status is null where the schedule is not monitored.</summary>
internal sealed record TimerInfo(bool AdjustForDst, TimerStatus? Status, bool IsPastDue);

/// <summary>When a timer ran last and when it runs next; Last is the year 1 before the first run and after a change of schedule.</summary>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

/// <summary>A queue message after decoding.</summary>
internal sealed record QueuedText(
    string Id, string PopReceipt, long DequeueCount, DateTimeOffset InsertionTime, DateTimeOffset ExpirationTime, DateTimeOffset NextVisibleTime, string Text);
