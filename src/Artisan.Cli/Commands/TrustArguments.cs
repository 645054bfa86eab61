using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Artisan.Cli.Config;
using Artisan.Cli.Running;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Cli.Commands;

/// <summary>What the person trusted before the file came.</summary>
internal static partial class TrustArguments
{
    public static TrustAnchors Read(IEnumerable<string> trust, IEnumerable<FileInfo> checkpoints) =>
        new(trust.SelectMany(Thumbprints).ToFrozenSet(StringComparer.Ordinal), [.. checkpoints.Select(Checkpoint)]);

    /// <summary>The keys pinned at a login to the workspace that a file is about; a login by API key does not know its workspace and counts too.</summary>
    public static IReadOnlySet<string> Pinned(Logins logins, string? workspace) =>
        logins.All.Where(l => l.WorkspaceId is null || l.WorkspaceId == workspace).SelectMany(l => l.PinnedKeys).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The workspace that a file says it is about.</summary>
    public static async Task<string?> WorkspaceAsync(FileInfo file, CancellationToken ct)
    {
        using var reader = file.OpenText();
        var buffer = new char[ReceiptBundle.MaxBytes];
        var head = new string(buffer, 0, await reader.ReadBlockAsync(buffer, ct));
        return Workspace().Match(head) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static IEnumerable<string> Thumbprints(string trust)
    {
        if (File.Exists(trust))
        {
            return Jwks.TryParse(File.ReadAllText(trust), out var set) ? set!.Keys.Select(k => k.Key.Thumbprint) : throw new CliFailure($"{trust} holds no RSA key.");
        }

        return StrictBase64.TryDecodeUrl(trust, out var bytes) && bytes.Length == 32
            ? [trust]
            : throw new CliFailure($"'{trust}' is neither a thumbprint (43 characters) nor a JWKS file.");
    }

    private static SignedCheckpoint Checkpoint(FileInfo file) =>
        SignedCheckpoint.TryParse(File.ReadAllText(file.FullName), "", out var checkpoint) ? checkpoint! : throw new CliFailure($"{file.FullName} is not a signed checkpoint.");

    [GeneratedRegex("\"workspace(?:\":|\\\\\":\\\\)\"([^\"\\\\]+)")]
    private static partial Regex Workspace();
}
