using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Identity.Model;

/// <summary>
/// The refresh token <c>{user}.{session}.{secret}</c>. A secret's successor follows from it and a key of ours, so that two tabs which present
/// the same one get the same next one.
/// </summary>
internal sealed record RefreshToken(string UserId, string SessionId, string Secret)
{
    /// <summary>The parts of a token; null where it is not one.</summary>
    public static RefreshToken? Parse(string? text) => text is { Length: < 200 } && text.Split('.') is [var user, var session, var secret]
        && UlidIds.IsId(user, "usr") && UlidIds.IsId(session, "ses") && SecretText.Looks(secret)
        ? new RefreshToken(user, session, secret)
        : null;

    /// <summary>The token as the cookie holds it.</summary>
    public string ToCookie() => $"{UserId}.{SessionId}.{Secret}";

    /// <summary>The secret that follows another in a session.</summary>
    public static string Successor(byte[] key, string sessionId, int generation, string secret) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"refresh|{sessionId}|{generation}|{secret}"))));

    // The secret never ends up in a log by way of the record's own text.
    public override string ToString() => $"refresh token of {SessionId}";
}
