using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Access;

/// <summary>
/// The text of an API key: <c>art_live_{workspace and number}_{256-bit secret}</c>. It names the one row that holds the hash of its secret,
/// so that checking a key is one read.
/// </summary>
public sealed record ApiKey(string WorkspaceId, int Number, string Secret)
{
    private const string Prefix = "art_live_";
    private const int UlidLength = 26;

    /// <summary>The keys of a workspace.</summary>
    public static readonly RowRange All = RowRange.Prefix("key|");

    /// <summary>The name under which the key is listed and audited.</summary>
    public string Id => $"{Prefix}{WorkspaceId["ws_".Length..]}{Number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The key's row in its workspace.</summary>
    public string RowKey => KeyOf(Number);

    /// <summary>SHA-256 of the secret; all that is stored of it.</summary>
    public string SecretHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>The row key of a key's number.</summary>
    public static string KeyOf(int number) => $"key|{number.ToString("D6", CultureInfo.InvariantCulture)}";

    /// <summary>A new key with a fresh secret.</summary>
    public static ApiKey Create(string workspaceId, int number) => new(workspaceId, number, RandomNumberGenerator.GetHexString(64, lowercase: true));

    /// <summary>Whether a credential looks like an API key at all.</summary>
    public static bool Looks(string credential) => credential.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The parts of a key's text; null where it is not one.</summary>
    public static ApiKey? Parse(string text)
    {
        if (!Looks(text) || text.Length > 160) return null;
        var end = text.LastIndexOf('_');
        if (end <= Prefix.Length + UlidLength) return null;
        var workspace = $"ws_{text.AsSpan(Prefix.Length, UlidLength)}";
        return UlidIds.IsId(workspace, "ws")
            && int.TryParse(text.AsSpan(Prefix.Length + UlidLength, end - Prefix.Length - UlidLength), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ApiKey(workspace, number, text[(end + 1)..])
            : null;
    }

    /// <summary>The text that is shown once.</summary>
    public override string ToString() => $"{Id}_{Secret}";
}
