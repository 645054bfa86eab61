using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>Tells people of an event; who has left is told nothing any more, and what he was told is forgotten.</summary>
internal sealed class TellEvent(TellPeople people, EditInbox inbox, IMembers members) : IQueueHandler<WorkspaceEvent>
{
    public const string Queue = "notification";

    public async Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct)
    {
        var happened = message.Body;
        await people.TellAsync([.. EventNotices.Of(happened)], ct);
        // Who is back meanwhile keeps what he has been told since.
        if (happened.Type is "member.removed" && await members.FindAsync(happened.WorkspaceId, happened.Subject, ct) is null) await inbox.ForgetAsync(happened.WorkspaceId, happened.Subject, ct);
    }
}
