using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Notifications.Digests;

/// <summary>What the link in a mail ends it by: whose mail it is, and a secret that only his mails hold.</summary>
internal static class MailTokens
{
    private const int Bytes = 16;

    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The token of a link.</summary>
    public static string Of(string workspaceId, string userId, InboxHead head) => $"{workspaceId}.{userId}.{head.MailToken}";

    /// <summary>Whose mail a link ends, and its secret; null where the text is none of ours.</summary>
    public static (string WorkspaceId, string UserId, string Secret)? Read(string token) =>
        token.Split('.') is [var workspace, var user, { Length: Bytes * 2 } secret] && UlidIds.IsId(workspace, "ws") && UlidIds.IsId(user, "usr") ? (workspace, user, secret) : null;

    /// <summary>Whether it is somebody's secret, found out in the same time whatever it is.</summary>
    public static bool IsOf(InboxHead head, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(head.MailToken), Encoding.ASCII.GetBytes(secret));
}
