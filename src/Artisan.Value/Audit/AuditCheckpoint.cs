using System.Globalization;
using System.Text.Json.Nodes;

namespace Artisan.Value.Audit;

/// <summary>What a receipt of the kind <c>audit.checkpoint</c> states: how many entries the audit trail had, and the hash of its chain there.</summary>
public sealed record AuditCheckpoint(long Entries, string Hash)
{
    /// <summary>Names the arithmetic of the chain.</summary>
    public const string Format = "artisan-audit/v1";

    public JsonObject ToBody() => new() { ["chain"] = Format, ["entries"] = Entries.ToString(CultureInfo.InvariantCulture), ["hash"] = Hash };

    public static AuditCheckpoint? TryRead(JsonObject body) =>
        Text(body, "chain") == Format && long.TryParse(Text(body, "entries"), NumberStyles.None, CultureInfo.InvariantCulture, out var entries) && entries > 0
        && Text(body, "hash") is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)
            ? new AuditCheckpoint(entries, hash)
            : null;

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
