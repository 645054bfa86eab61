using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Time;
using Artisan.Value.Json;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Something that was used: everything about its form was checked.</summary>
/// <param name="Key">What it counts once by: the caller's id, or one of ours, which no caller can say.</param>
/// <param name="Metric">What was used.</param>
/// <param name="Micro">How much, in millionths.</param>
/// <param name="Time">When; null for the instant at which it is recorded.</param>
internal sealed record UsageEvent(string Key, string Metric, long Micro, DateTimeOffset? Time)
{
    /// <summary>The most that one event may say: beyond a thousand million it is a mistake.</summary>
    public const long MostUnits = 1_000_000_000;

    private const int LongestText = 200;
    private const int MostPropertyBytes = 8 * 1024;

    /// <summary>Whose it was among the workspace's own customers.</summary>
    public string? Subject { get; init; }

    /// <summary>What else the caller knows of it, as canonical JSON.</summary>
    public string? Properties { get; init; }

    /// <summary>Whether it is counted even beyond a hard limit: what has happened already cannot be refused.</summary>
    public bool Happened { get; init; }

    /// <summary>Whether it has decimals, which only a metric of the workspace's own may have.</summary>
    public bool IsFractional => Micro % PeriodLimits.Micro != 0;

    /// <summary>SHA-256 of what the caller said: two events of one id are the same only if these are equal. A time that the server set is no part of it.</summary>
    public string PayloadHash { get; private init; } = "";

    /// <summary>An event that an area of ours records; its key cannot be said from outside.</summary>
    public static UsageEvent Internal(string id, string metric, decimal quantity, DateTimeOffset? time = null) =>
        new UsageEvent($"\u0001{id}", metric, ToMicro(quantity) ?? throw new ArgumentOutOfRangeException(nameof(quantity)), time).Sealed();

    /// <summary>What a confirmed reservation came to, which may be nothing.</summary>
    public static UsageEvent OfReservation(string id, string metric, long micro, DateTimeOffset at) => new UsageEvent($"\u0001{BillingKeys.Reservation(id)}", metric, micro, at).Sealed();

    /// <summary>Checks what a caller sent; a field's name and a sentence where it cannot be taken.</summary>
    public static (UsageEvent? Event, (string Field, string Problem)? Problem) Read(UsageEventRequest sent)
    {
        if (sent.Id is not { Length: > 0 and <= LongestText } id || id.Any(char.IsControl)) return (null, ("id", "An id has 1 to 200 characters, none of them a control character."));
        if (sent.Metric is null || !MetricNames.IsValid(sent.Metric)) return (null, ("metric", "A metric has 1 to 40 of a-z, 0-9 and _ and begins with a letter."));
        if (Quantity(sent.Quantity) is not { } micro) return (null, ("quantity", "A quantity is above 0, at most 1,000,000,000, with at most 6 decimals."));
        if (sent.Time is not null && IsoInstant.Parse(sent.Time) is null) return (null, ("time", "A time is ISO 8601 with Z or an offset, such as 2026-01-31T10:00:00Z."));
        if (sent.Subject is { } subject && (subject.Length is 0 or > LongestText || subject.Any(char.IsControl))) return (null, ("subject", "A subject has 1 to 200 characters, none of them a control character."));
        if (!TryProperties(sent.Properties, out var properties)) return (null, ("properties", "Properties are an object of at most 8 KiB."));
        return (new UsageEvent(id, sent.Metric, micro, IsoInstant.Parse(sent.Time)) { Subject = sent.Subject, Properties = properties }.Sealed(), null);
    }

    /// <summary>A quantity in millionths; null where it has more decimals, or is not above 0, or is too large.</summary>
    public static long? ToMicro(decimal quantity) =>
        quantity is > 0 and <= MostUnits && decimal.Truncate(quantity * PeriodLimits.Micro) == quantity * PeriodLimits.Micro ? (long)(quantity * PeriodLimits.Micro) : null;

    /// <summary>Millionths as a quantity.</summary>
    public static decimal ToUnits(long micro) => micro / (decimal)PeriodLimits.Micro;

    private static long? Quantity(ExactNumber? sent) => sent is not { } number ? PeriodLimits.Micro : Artisan.Value.Json.DecimalText.TryParse(number.Text, out var value) ? ToMicro(value) : null;

    private static bool TryProperties(JsonElement? sent, out string? canonical)
    {
        canonical = null;
        if (sent is not { } element || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return true;
        if (element.ValueKind is not JsonValueKind.Object || element.GetRawText().Length > MostPropertyBytes) return false;
        try
        {
            var bytes = CanonicalJson.Serialize(element);
            canonical = Encoding.UTF8.GetString(bytes);
            return bytes.Length <= MostPropertyBytes;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private UsageEvent Sealed() => this with { PayloadHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical()))) };

    // Canonical JSON (RFC 8785), its members in their order: written out, because every event of every batch comes by here.
    private string Canonical() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":{{CanonicalJson.Quote(Key)}},"metric":"{{Metric}}","micro":"{{Micro}}","properties":{{Text(Properties)}},"subject":{{Text(Subject)}},"time":{{Text(Time is { } time ? PeriodUsage.Name(time) : null)}}}""");

    private static string Text(string? value) => value is null ? "null" : CanonicalJson.Quote(value);
}
