using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>
/// The body of leaf 0 of every epoch after the first. Where fewer leaves were kept than were signed, a restore lost some, and this says so for good.
/// </summary>
/// <param name="Origin">The log that begins here.</param>
/// <param name="Previous">
/// The last checkpoint that was ever signed for the epoch which this one follows: the newest of which leaves were kept, or of which nothing was kept where no
/// epoch kept any; null where nothing was ever signed.
/// </param>
/// <param name="Kept">How many of its leaves were kept; where none, it is in no export.</param>
/// <param name="Reason">Why this epoch began.</param>
/// <param name="Lost">The last checkpoints of the epochs in between, of which nothing was kept. Epochs that nothing was signed for are not named.</param>
public sealed record EpochBody(string Origin, SignedCheckpoint? Previous, long Kept, string Reason, params IReadOnlyList<SignedCheckpoint> Lost)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kept"] = Kept.ToString(CultureInfo.InvariantCulture),
            ["origin"] = Origin,
            ["previousCheckpoint"] = Previous?.Note,
            ["previousJws"] = Previous?.Jws,
            ["reason"] = Reason,
        };
        if (Lost.Count > 0)
        {
            json["lost"] = new JsonArray([.. Lost.Select(l => (JsonNode)new JsonObject { ["checkpoint"] = l.Note, ["jws"] = l.Jws })]);
        }

        return json;
    }

    /// <summary>Reads a body; null where it is not exactly of this form.</summary>
    public static EpochBody? TryRead(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var lost = new List<SignedCheckpoint>();
        if (json.TryGetPropertyValue("lost", out var list) && !TryReadLost(list, lost))
        {
            return null;
        }

        if (json.Count != (lost.Count > 0 ? 6 : 5) || Text(json, "origin") is not { } origin || Text(json, "reason") is not { } reason
            || !long.TryParse(Text(json, "kept"), NumberStyles.None, CultureInfo.InvariantCulture, out var kept)
            || !json.TryGetPropertyValue("previousCheckpoint", out var note) || !json.TryGetPropertyValue("previousJws", out var jws))
        {
            return null;
        }

        if (note is null && jws is null)
        {
            return new EpochBody(origin, null, kept, reason, lost);
        }

        return Text(json, "previousCheckpoint") is { } text && Text(json, "previousJws") is { } signature && SignedCheckpoint.TryParse(text, signature, out var previous)
            ? new EpochBody(origin, previous, kept, reason, lost)
            : null;
    }

    private static bool TryReadLost(JsonNode? list, List<SignedCheckpoint> lost)
    {
        if (list is not JsonArray { Count: > 0 } items)
        {
            return false;
        }

        foreach (var item in items)
        {
            if (item is not JsonObject { Count: 2 } each || Text(each, "checkpoint") is not { } note || Text(each, "jws") is not { } jws || !SignedCheckpoint.TryParse(note, jws, out var signed))
            {
                return false;
            }

            lost.Add(signed!);
        }

        return true;
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
