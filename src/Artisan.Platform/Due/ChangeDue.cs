using Artisan.Platform.Storage;

namespace Artisan.Platform.Due;

/// <summary>Delayed work as part of the change that asks for it.</summary>
public static class ChangeDue
{
    /// <summary>
    /// Once the change is committed, the kind's queue gets a <see cref="DueWork"/> when the business clock reaches the instant. Write the instant into the
    /// home row in the same change: the handler compares it.
    /// </summary>
    public static Change Schedule(this Change change, string kind, string owner, string id, DateTimeOffset due) => Send(change, kind, owner, id, due, cancelled: false);

    /// <summary>Takes a schedule back; optional, because the handler finds that the home row waits for it no more.</summary>
    public static Change Unschedule(this Change change, string kind, string owner, string id, DateTimeOffset due) => Send(change, kind, owner, id, due, cancelled: true);

    private static Change Send(Change change, string kind, string owner, string id, DateTimeOffset due, bool cancelled) =>
        change.Send(DueIndex.SinkName, new DueRequest(kind, owner, id, due.ToUniversalTime(), cancelled), DueJson.Default.DueRequest);
}
