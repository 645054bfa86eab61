using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Value.Receipts;

/// <summary>
/// The body of leaf 0 of every epoch after the first: the last checkpoint that was ever signed for the old epoch, and how many of its leaves were kept.
/// Where fewer were kept than were signed, a restore lost some, and this says so for good.
/// </summary>
public sealed record EpochBody(string Origin, string PreviousNote, string PreviousJws, long Kept, string Reason)
{
    public JsonObject ToJson() => new()
    {
        ["kept"] = Kept.ToString(CultureInfo.InvariantCulture),
        ["origin"] = Origin,
        ["previousCheckpoint"] = PreviousNote,
        ["previousJws"] = PreviousJws,
        ["reason"] = Reason,
    };

    /// <summary>Reads a body; null where it is not exactly of this form.</summary>
    public static EpochBody? TryRead(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        string? Text(string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (json.Count != 5 || Text("origin") is not { } origin || Text("previousCheckpoint") is not { } note || Text("previousJws") is not { } jws
            || Text("reason") is not { } reason || !long.TryParse(Text("kept"), NumberStyles.None, CultureInfo.InvariantCulture, out var kept))
        {
            return null;
        }

        return new EpochBody(origin, note, jws, kept, reason);
    }
}
