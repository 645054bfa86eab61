using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>Where the area's rows are, all in the table <c>identity</c>.</summary>
internal static class IdentityKeys
{
    /// <summary>In <c>user|{id}</c>: name, address, password hash.</summary>
    public const string Profile = "profile";

    /// <summary>In <c>user|{id}</c>: the Free workspaces that the user owns.</summary>
    public const string Owned = "owned";

    /// <summary>In <c>user|{id}</c>: that the token which confirmed his address has signed in; inserted with that session.</summary>
    public const string Confirmed = "opened";

    /// <summary>In <c>user|{id}</c>: the second factor of signing in.</summary>
    public const string SecondFactor = "otp";

    /// <summary>In <c>email|{hash}</c>: whose address it is; inserting it is the commit point of a registration.</summary>
    public const string Owner = "owner";

    /// <summary>In <c>email|{hash}</c>: the latest registration that waits for its mail to be opened; in <c>pend|{hash}</c>: that registration.</summary>
    public const string Pending = "pending";

    /// <summary>In <c>oauth|{hash}</c>: the user whom another company's account signs in.</summary>
    public const string Link = "link";

    /// <summary>In <c>lock|{hash}</c>: wrong tries in a row.</summary>
    public const string Tries = "tries";

    /// <summary>In <c>ws|{id}</c>: the number of the next API key and how many there are.</summary>
    public const string KeyCounter = "keys";

    /// <summary>In <c>ws|{id}</c>: the API keys.</summary>
    public static readonly RowRange ApiKeys = RowRange.Prefix("key|");

    /// <summary>In <c>user|{id}</c>: gate, memberships, opened, otp, owned and profile, but no sessions: what a sign-in needs, in one read.</summary>
    public static readonly RowRange Account = RowRange.Between("gate", "q");

    /// <summary>In <c>user|{id}</c>: the sessions.</summary>
    public static readonly RowRange Sessions = RowRange.Prefix("s|");

    private const string MembershipPrefix = "m|";

    /// <summary>In <c>user|{id}</c>: the day on which he was last told of a kind of suspicion.</summary>
    public static string Told(string kind) => $"told|{kind}";

    /// <summary>In <c>user|{id}</c>: a first step of signing in that waits for the second.</summary>
    public static string Challenge(string tokenHash) => $"chal|{tokenHash}";

    public static string Session(string sessionId) => $"s|{sessionId}";

    public static string Membership(string workspaceId) => MembershipPrefix + workspaceId;

    /// <summary>The workspace of a membership's row key; null where the row is another.</summary>
    public static string? WorkspaceOf(string rowKey) => rowKey.StartsWith(MembershipPrefix, StringComparison.Ordinal) ? rowKey[MembershipPrefix.Length..] : null;

    /// <summary>The partition of an address.</summary>
    public static string Address(EmailAddress address) => Address(address.Key);

    /// <summary>The partition of an address, by its hash.</summary>
    public static string Address(string addressKey) => $"email|{addressKey}";

    /// <summary>The partition of another company's account, by the hash of issuer and subject.</summary>
    public static string ExternalLink(string identityHash) => $"oauth|{identityHash}";

    /// <summary>The partition of a registration, by the hash of its token.</summary>
    public static string Registration(string tokenHash) => $"pend|{tokenHash}";

    /// <summary>The partition that counts wrong tries of a subject.</summary>
    public static string Lock(string kind, string subject) => $"lock|{kind}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))}";
}
