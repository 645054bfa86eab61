using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>Tells people of an event; who has left is told nothing any more, and what he was told is forgotten.</summary>
internal sealed class TellEvent(TellPeople people, EditInbox inbox) : IQueueHandler<WorkspaceEvent>
{
    public const string Queue = "notification";

    public async Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct)
    {
        var happened = message.Body;
        await people.TellAsync([.. EventNotices.Of(happened)], ct);
        if (happened.Type is "member.removed") await inbox.ForgetAsync(happened.WorkspaceId, happened.Subject, ct);
    }
}
