using System.Text.Json.Serialization.Metadata;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>
/// A user whose name or address is another one now. Sent to <see cref="SinkName"/> in the transaction that changes it; the lists of members follow.
/// </summary>
/// <param name="UserId">The user.</param>
public sealed record MemberProfileChanged(string UserId)
{
    /// <summary>The outbox sink that brings lists of members up to date.</summary>
    public const string SinkName = "member-profile";

    /// <summary>How the message is written.</summary>
    public static JsonTypeInfo<MemberProfileChanged> JsonType => WorkspacesContractsJson.Default.MemberProfileChanged;
}
