using System.Text.Json;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Tests.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Tests.Events;

public sealed class AnnouncingEventsTests
{
    private static readonly EventType<Note> Written = new("note.written", "somebody wrote a note", NoteJson.Default.Note);
    private static readonly EventType<Note> Read = new("note.read", "somebody read a note", NoteJson.Default.Note);

    [Fact]
    public async Task Every_queue_that_asked_gets_the_same_event()
    {
        await using var platform = Listening(s => s.AddEventHandler<Listener>("readers", Read).AddEventHandler<Listener>("writers", Written).AddEventHandler<Listener>("everything"));
        await AnnounceAsync(platform, Written, "hello");

        Assert.Empty(await platform.TakeAsync("readers"));
        var told = Event(Assert.Single(await platform.TakeAsync("writers")));
        Assert.Equal(told.Id, Event(Assert.Single(await platform.TakeAsync("everything"))).Id);
        Assert.Equal(("note.written", platform.WorkspaceId, "note_1"), (told.Type, told.WorkspaceId, told.Subject));
        Assert.Equal("""{"text":"hello"}""", told.Data!.Value.GetRawText());
    }

    [Fact]
    public async Task What_nobody_asked_for_costs_no_row()
    {
        await using var platform = Listening(s => s.AddEventHandler<Listener>("readers", Read));
        var change = platform.Partition.Change().Insert(platform.Partition.Row("a")).Announce(Written, platform.WorkspaceId, "note_1", new Note("hello"));
        Assert.Equal(1, change.Count);
    }

    [Fact]
    public async Task An_event_whose_change_fails_did_not_happen()
    {
        await using var platform = Listening(s => s.AddEventHandler<Listener>("everything"));
        await AnnounceAsync(platform, Written, "hello");
        await platform.TakeAsync("everything");
        await Assert.ThrowsAsync<WriteConflictException>(() => AnnounceAsync(platform, Written, "again"));
        Assert.Empty(await platform.TakeAsync("everything"));
    }

    [Fact]
    public async Task Data_too_long_for_a_message_is_left_to_be_fetched()
    {
        await using var platform = Listening(s => s.AddEventHandler<Listener>("everything"));
        await AnnounceAsync(platform, Written, new string('x', 40_000));
        Assert.Null(Event(Assert.Single(await platform.TakeAsync("everything"))).Data);
    }

    [Fact]
    public async Task An_event_that_is_not_registered_can_be_neither_announced_nor_asked_for()
    {
        var unknown = new EventType<Note>("note.burnt", "somebody burnt a note", NoteJson.Default.Note);
        await using var platform = Listening(_ => { });
        Assert.Throws<InvalidOperationException>(() => platform.Partition.Change().Announce(unknown, platform.WorkspaceId, "note_1", new Note("")));
        Assert.Contains("note.burnt", Assert.Throws<InvalidOperationException>(() => new EventCatalog([Written, Read], [new EventSubscription("ashes", ["note.burnt"])])).Message, StringComparison.Ordinal);
    }

    private static PlatformUnderTest Listening(Action<IServiceCollection> services) => new(services: s =>
    {
        s.AddEvents(Written, Read);
        services(s);
    });

    private static Task AnnounceAsync(PlatformUnderTest platform, EventType<Note> type, string text) =>
        platform.Partition.Change().Insert(platform.Partition.Row("a")).Announce(type, platform.WorkspaceId, "note_1", new Note(text)).CommitAsync(default, settle: true);

    private static WorkspaceEvent Event(string message) =>
        JsonSerializer.Deserialize(JsonSerializer.Deserialize(message, QueueEnvelope.JsonType)!.Body, WorkspaceEvent.JsonType)!;

    private sealed class Listener : IQueueHandler<WorkspaceEvent>
    {
        public Task HandleAsync(QueueMessage<WorkspaceEvent> message, CancellationToken ct) => Task.CompletedTask;
    }
}
