using System.Runtime.CompilerServices;
using Artisan.Areas.Notifications.Operations;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>What people were told in a workspace, and how they want to be told, in its export.</summary>
internal sealed class ExportInboxes(InboxRows rows) : IExportContributor
{
    public string Folder => "notifications";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        await foreach (var user in rows.PeopleAsync(workspaceId, ct))
        {
            var home = rows.Home(workspaceId, user);
            await archive.LinesAsync($"notifications/{user}/list", ListAsync(home, ct), NotificationsJson.Default.NotificationResponse, ct);
            await archive.LinesAsync($"notifications/{user}/preferences", PreferencesAsync(home, ct), NotificationsJson.Default.PreferencesResponse, ct);
        }
    }

    private static async IAsyncEnumerable<NotificationResponse> ListAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        var head = InboxHead.Empty;
        await foreach (var row in home.RangeAsync(InboxKeys.All, ct))
        {
            if (row.RowKey == InboxKeys.Head) head = InboxHead.From(row);
            else yield return NotificationResponse.Of(InboxRows.Read(row), head);
        }
    }

    private static async IAsyncEnumerable<PreferencesResponse> PreferencesAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        var stored = await InboxRows.PreferencesAsync(home, ct);
        if (stored.Row.ETag != default) yield return PreferencesResponse.Of(stored.Preferences);
    }
}
