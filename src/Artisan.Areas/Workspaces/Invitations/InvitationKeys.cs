using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>Rows of invitations: <c>inv|{id}</c> in <c>ws|{workspace}</c>, and <c>{id}</c> in <c>invitee|{address}</c> for the one who is invited.</summary>
internal static class InvitationKeys
{
    /// <summary>What ids of invitations begin with.</summary>
    public const string Prefix = "inv";

    /// <summary>A workspace's invitations, the oldest first.</summary>
    public static readonly RowRange All = RowRange.Prefix("inv|");

    /// <summary>An address's invitations.</summary>
    public static readonly RowRange Received = RowRange.Prefix("inv_");

    public static string Row(string invitationId) => $"inv|{invitationId}";

    public static string IdOf(string rowKey) => rowKey["inv|".Length..];

    /// <summary>The partition of what an address was invited to, by the address's hash.</summary>
    public static string Invitee(string addressKey) => $"invitee|{addressKey}";
}
