using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>Rows <c>export|{id}</c> and <c>taken|{actor}</c> of <c>ws|{workspace}</c>, and the files of the container <c>exports</c>.</summary>
internal static class ExportKeys
{
    /// <summary>What ids of exports begin with.</summary>
    public const string Prefix = "exp";

    /// <summary>The container of the files.</summary>
    public const string Container = "exports";

    /// <summary>A workspace's exports.</summary>
    public static readonly RowRange All = RowRange.Prefix("export|");

    /// <summary>How many files of everything somebody took out today.</summary>
    public static string Taken(string actor) => $"taken|{actor}";

    public static string Row(string id) => $"export|{id}";

    public static string IdOf(string rowKey) => rowKey["export|".Length..];

    /// <summary>Where the files of a workspace are.</summary>
    public static string Files(string workspaceId) => $"{workspaceId}/";

    /// <summary>The file of an export.</summary>
    public static string File(string workspaceId, string id) => $"{workspaceId}/{id}.zip";
}
