using Artisan.Platform.Ids;

namespace Artisan.Areas.Identity.Model;

/// <summary>A mailed or handed-out secret <c>{user}.{secret}</c> that names the partition which holds its hash.</summary>
internal sealed record UserToken(string UserId, string Secret)
{
    /// <summary>The longest text of one.</summary>
    public const int Most = 200;

    /// <summary>All that is stored of it.</summary>
    public string Hash => SecretText.Hash(Secret);

    /// <summary>The text that is handed out.</summary>
    public string Text => $"{UserId}.{Secret}";

    /// <summary>A new one of a user's.</summary>
    public static UserToken Create(string userId) => new(userId, SecretText.Create());

    /// <summary>The parts of a text; null where it is not one.</summary>
    public static UserToken? Parse(string? text) => text is { Length: < Most } && text.Split('.') is [var user, var secret] && UlidIds.IsId(user, "usr") && SecretText.Looks(secret)
        ? new UserToken(user, secret)
        : null;

    // The secret never ends up in a log by way of the record's own text.
    public override string ToString() => $"token of {UserId}";
}
