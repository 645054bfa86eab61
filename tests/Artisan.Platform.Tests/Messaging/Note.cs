using System.Text.Json.Serialization;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Messaging;

internal sealed record Note(string Text);

[JsonSerializable(typeof(Note))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class NoteJson : JsonSerializerContext;

internal static class Notes
{
    /// <summary>Sends a note to the sink that tests look into.</summary>
    public static Change Note(this Change change, string text) => change.Send(CapturingSink.SinkName, new Note(text), NoteJson.Default.Note);

    /// <summary>Leaves a note in the outbox of the test's partition: its process died right after the commit, and its bell was lost.</summary>
    public static async Task LeaveNoteAsync(this PlatformUnderTest platform, string text)
    {
        await platform.Partition.Change().Insert(platform.Partition.Row("table exists")).CommitAsync(default);
        var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains("$batch", StringComparison.Ordinal)).Inject(Fault.ProcessDiesAfter, 1);
        await using var dying = new PlatformUnderTest(sharing: platform, policy: policy);
        await Record.ExceptionAsync(() => dying.Partition.Change().Note(text).CommitAsync(default));
        Assert.Single(await platform.Partition.RowsAsync("out|"));
        await platform.Get<StorageClients>().Queues.GetQueueClient(Queues.Bell).ClearMessagesAsync();
    }

    /// <summary>The rows of a partition whose key begins so.</summary>
    public static async Task<List<TableEntity>> RowsAsync(this Partition partition, string prefix)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in partition.RangeAsync(RowRange.Prefix(prefix), default)) rows.Add(row);
        return rows;
    }
}
