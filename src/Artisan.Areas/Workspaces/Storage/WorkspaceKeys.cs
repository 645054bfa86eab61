using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>Rows of <c>ws|{id}</c> in the table <c>identity</c>.</summary>
internal static class WorkspaceKeys
{
    /// <summary>The workspace itself.</summary>
    public const string Workspace = "workspace";

    /// <summary>The members, which are the truth of who belongs to it.</summary>
    public static readonly RowRange Members = RowRange.Prefix("member|");

    public static string Member(string userId) => $"member|{userId}";

    /// <summary>The user of a member's row.</summary>
    public static string UserOf(string rowKey) => rowKey["member|".Length..];
}
