using System.Text.Json.Serialization;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Tests.Messaging;

internal sealed record Note(string Text);

[JsonSerializable(typeof(Note))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class NoteJson : JsonSerializerContext;

internal static class Notes
{
    /// <summary>Sends a note to the sink that tests look into.</summary>
    public static Change Note(this Change change, string text) => change.Send(CapturingSink.SinkName, new Note(text), NoteJson.Default.Note);

    /// <summary>The rows of a partition whose key begins so.</summary>
    public static async Task<List<TableEntity>> RowsAsync(this Partition partition, string prefix)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in partition.RangeAsync(RowRange.Prefix(prefix), default)) rows.Add(row);
        return rows;
    }
}
