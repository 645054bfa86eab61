using System.Text.Json;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Events;

/// <summary>Events as part of the change that makes them happen.</summary>
public static class ChangeEvents
{
    // Row properties hold 32 K characters; what stands around the data needs less than the rest.
    private const int MostCharacters = 28_000;

    /// <summary>
    /// Once the change is committed, each queue that asked for the type gets the event: one row of the transaction each, none where nobody asked.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type is not registered.</exception>
    public static Change Announce<T>(this Change change, EventType<T> type, string workspaceId, string subject, T data, string? by = null)
    {
        WorkspaceEvent? happened = null;
        foreach (var queue in change.Events.QueuesOf(type)) change.Send(queue, happened ??= Of(change, type, workspaceId, subject, data, by), WorkspaceEvent.JsonType);
        return change;
    }

    private static WorkspaceEvent Of<T>(Change change, EventType<T> type, string workspaceId, string subject, T data, string? by)
    {
        var written = JsonSerializer.SerializeToElement(data, type.DataOf);
        return new WorkspaceEvent(change.NewId(), type.Name, workspaceId, change.Now, subject, written.GetRawText().Length > MostCharacters ? null : written, by);
    }
}
