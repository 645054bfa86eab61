using System.Text.Json;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Value.Definitions;

/// <summary>A definition as it was read: what it says, and its row for the next change.</summary>
internal sealed record StoredDefinition(DefinitionHead Head, TableEntity Row);

/// <summary>A version as it was read.</summary>
internal sealed record StoredVersion(DefinitionVersion Version, TableEntity Row);

/// <summary>Reads a workspace's definitions and makes their rows.</summary>
internal sealed class DefinitionRows(Stores stores)
{
    /// <summary>The home partition of a workspace's definitions and calculations.</summary>
    public Partition Home(string workspaceId) => stores.Workspace(ValueKeys.Table, workspaceId).Partition(ValueKeys.Partition);

    /// <summary>A definition; null where the workspace has none of that id.</summary>
    public static async Task<StoredDefinition?> FindAsync(Partition home, string id, CancellationToken ct) =>
        UlidIds.IsId(id, "def") && await home.FindAsync(ValueKeys.Definition(id), ct) is { } row ? new StoredDefinition(Head(row), row) : null;

    /// <summary>One version.</summary>
    public static async Task<StoredVersion?> FindVersionAsync(Partition home, string id, int number, CancellationToken ct) =>
        await home.FindAsync(ValueKeys.Version(id, number), ct) is { } row ? Version(row) : null;

    /// <summary>The version that calculates; null where none does.</summary>
    public static async Task<DefinitionVersion?> ActiveAsync(Partition home, DefinitionHead head, CancellationToken ct) => head.Active switch
    {
        null => null,
        { } active when active == head.Latest.Number => head.Latest,
        { } active => (await FindVersionAsync(home, head.Id, active, ct))?.Version,
    };

    /// <summary>All versions, the oldest first.</summary>
    public static async Task<IReadOnlyList<StoredVersion>> VersionsAsync(Partition home, string id, CancellationToken ct)
    {
        var versions = new List<StoredVersion>();
        await foreach (var row in home.RangeAsync(RowRange.Prefix(ValueKeys.Versions(id)), ct)) versions.Add(Version(row));
        return versions;
    }

    /// <summary>How far a definition is calculated; a row without ETag where it never was.</summary>
    public static async Task<(RunState? State, TableEntity Row)> RunAsync(Partition home, string id, CancellationToken ct) =>
        await home.FindAsync(ValueKeys.Run(id), ct) is { } row
            ? (JsonSerializer.Deserialize(row.GetString("run")!, ValueDocs.Default.RunState), row)
            : (null, home.Row(ValueKeys.Run(id)));

    public static DefinitionHead Head(TableEntity row) => JsonSerializer.Deserialize(row.GetString("doc")!, ValueDocs.Default.DefinitionHead)!;

    public static TableEntity Into(TableEntity row, DefinitionHead head)
    {
        row["doc"] = JsonSerializer.Serialize(head, ValueDocs.Default.DefinitionHead);
        return row;
    }

    public static TableEntity Into(TableEntity row, DefinitionVersion version)
    {
        row["doc"] = JsonSerializer.Serialize(version, ValueDocs.Default.DefinitionVersion);
        return row;
    }

    public static TableEntity Into(TableEntity row, RunState run)
    {
        row["run"] = JsonSerializer.Serialize(run, ValueDocs.Default.RunState);
        return row;
    }

    /// <summary>The version that a row holds.</summary>
    public static StoredVersion Version(TableEntity row) => new(JsonSerializer.Deserialize(row.GetString("doc")!, ValueDocs.Default.DefinitionVersion)!, row);
}
