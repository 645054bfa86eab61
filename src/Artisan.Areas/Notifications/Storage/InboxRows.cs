using System.Text.Json;
using Artisan.Areas.Notifications.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>What somebody prefers, and its row for the next change; a row without ETag where nothing was chosen yet.</summary>
internal sealed record StoredPreferences(Preferences Preferences, TableEntity Row);

/// <summary>Opens people's notifications and reads their rows.</summary>
internal sealed class InboxRows(Stores stores)
{
    private const string Document = "doc";

    public Partition Home(string workspaceId, string userId) => stores.Workspace(InboxKeys.Table, workspaceId).Partition(InboxKeys.PartitionOf(userId));

    /// <summary>Everybody in a workspace who was told something once.</summary>
    public IAsyncEnumerable<string> PeopleAsync(string workspaceId, CancellationToken ct) => stores.PartitionsAsync(InboxKeys.Table, workspaceId, ct).Select(InboxKeys.UserOf).OfType<string>();

    /// <summary>The counts and their row; an empty one where there are none yet.</summary>
    public static async Task<(InboxHead Head, TableEntity Row)> HeadAsync(Partition home, CancellationToken ct) =>
        await home.FindAsync(InboxKeys.Head, ct) is { } row ? (InboxHead.From(row), row) : (InboxHead.Empty, home.Row(InboxKeys.Head));

    public static async Task<StoredPreferences> PreferencesAsync(Partition home, CancellationToken ct) => await home.FindAsync(InboxKeys.Preferences, ct) is { } row
        ? new StoredPreferences(JsonSerializer.Deserialize(row.GetString(Document)!, InboxDocs.Default.Preferences)!, row)
        : new StoredPreferences(new Preferences(), home.Row(InboxKeys.Preferences));

    public static TableEntity Into(TableEntity row, Preferences preferences)
    {
        row[Document] = JsonSerializer.Serialize(preferences, InboxDocs.Default.Preferences);
        return row;
    }

    public static TableEntity Into(TableEntity row, Notification notification)
    {
        row[Document] = JsonSerializer.Serialize(notification, InboxDocs.Default.Notification);
        return row;
    }

    public static Notification Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document)!, InboxDocs.Default.Notification)!;
}
