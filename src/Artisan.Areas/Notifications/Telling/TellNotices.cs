using System.Text.Json;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Platform.Messaging;

namespace Artisan.Areas.Notifications.Telling;

/// <summary>Tells people what areas have to say beside their events.</summary>
internal sealed class TellNotices(TellPeople people) : IOutboxSink
{
    public string Name => ChangeNotices.SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await people.TellAsync([JsonSerializer.Deserialize(message.Body, NoticeJson.Default.Notice)!], ct);
    }
}
