using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>
/// What the mail of an invitation carries: <c>{workspace}.{invitation}.{256-bit secret}</c>. It names the one row that holds the hash of its secret.
/// </summary>
internal sealed record InvitationToken(string WorkspaceId, string InvitationId, string Secret)
{
    private const int SecretLength = 64;

    /// <summary>SHA-256 of the secret; all that is stored of it.</summary>
    public string SecretHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    /// <summary>A new token with a fresh secret.</summary>
    public static InvitationToken Create(string workspaceId, string invitationId) => new(workspaceId, invitationId, RandomNumberGenerator.GetHexString(SecretLength, lowercase: true));

    /// <summary>The parts of a token; null where the text is none.</summary>
    public static InvitationToken? Parse(string text) =>
        text.Split('.') is [var workspace, var invitation, var secret]
        && UlidIds.IsId(workspace, "ws") && UlidIds.IsId(invitation, InvitationKeys.Prefix) && secret.Length == SecretLength && secret.All(char.IsAsciiHexDigitLower)
            ? new InvitationToken(workspace, invitation, secret)
            : null;

    /// <summary>Whether the token is the newest of an invitation, or that of its reminder; in constant time.</summary>
    public bool Opens(Invitation invitation) => IsOf(invitation.SecretHash) | IsOf(invitation.ReminderHash ?? "");

    /// <summary>The text that the mail carries.</summary>
    public string ToText() => $"{WorkspaceId}.{InvitationId}.{Secret}";

    private bool IsOf(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretHash), Encoding.ASCII.GetBytes(hash));

    // The secret stays out of logs.
    public override string ToString() => $"token of {InvitationId}";
}
