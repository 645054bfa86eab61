using Artisan.Areas.Notifications.Digests;
using Artisan.Areas.Notifications.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>Something to be put into a person's list.</summary>
/// <param name="Key">What it is told once by.</param>
/// <param name="Notification">What is told; place and id are given when it is put there.</param>
/// <param name="DigestAt">When the next digest may be sent that tells of it; null where none does.</param>
internal sealed record Arrival(string Key, Notification Notification, DateTimeOffset? DigestAt);

/// <summary>What became of it.</summary>
/// <param name="Notification">As it is listed; null where it was delivered before.</param>
/// <param name="Head">The counts with it.</param>
internal sealed record Delivered(Notification? Notification, InboxHead Head);

/// <summary>
/// Puts news into people's lists: each once, and the counts change with them. Those who write to one list at once are merged; the counts' ETag keeps processes apart.
/// </summary>
internal sealed class Inbox
{
    /// <summary>How many of the newest are kept.</summary>
    public const int Kept = 200;

    // Of the hundred rows of a transaction each takes its own, the one that proves it, and one that it displaces.
    private const int MostAtOnce = 30;

    // Longer than a message can come again.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(40);

    private readonly InboxRows _rows;
    private readonly SystemClock _clock;
    private readonly Combiner<(string WorkspaceId, string UserId, Arrival Arrival), Delivered> _combiner;

    public Inbox(InboxRows rows, SystemClock clock)
    {
        (_rows, _clock) = (rows, clock);
        _combiner = new(MostAtOnce, (_, arrivals, ct) => AddAsync(_rows.Home(arrivals[0].WorkspaceId, arrivals[0].UserId), arrivals[0], [.. arrivals.Select(a => a.Arrival)], ct));
    }

    /// <summary>Puts something into a list; delivered before, it changes nothing.</summary>
    public Task<Delivered> AddAsync(string workspaceId, string userId, Arrival arrival, CancellationToken ct) =>
        _combiner.RunAsync($"{workspaceId}|{userId}", (workspaceId, userId, arrival), ct);

    private async Task<IReadOnlyList<Delivered>> AddAsync(Partition home, (string WorkspaceId, string UserId, Arrival) whose, IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return await Retry.OnConflictAsync(
            async () =>
            {
                try
                {
                    return await TryAsync(home, whose.WorkspaceId, whose.UserId, arrivals, known, ct);
                }
                catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
                {
                    // One was delivered before, so others may have been as well: the next try goes without them.
                    known.UnionWith(await DeliveredAsync(home, arrivals, ct));
                    throw;
                }
            },
            ct);
    }

    private static async Task<IEnumerable<string>> DeliveredAsync(Partition home, IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        var found = await Task.WhenAll(arrivals.Select(async a => (a.Key, Is: await home.FindAsync(InboxKeys.Done(a.Key), ct) is not null)));
        return found.Where(f => f.Is).Select(f => f.Key);
    }

    private async Task<IReadOnlyList<Delivered>> TryAsync(Partition home, string workspaceId, string userId, IReadOnlyList<Arrival> arrivals, HashSet<string> known, CancellationToken ct)
    {
        var (head, row) = await InboxRows.HeadAsync(home, ct);
        var fresh = arrivals.DistinctBy(a => a.Key, StringComparer.Ordinal).Where(a => !known.Contains(a.Key)).ToList();
        var listed = fresh.Select((a, i) => Listed(home, a, head.Seq + i + 1)).ToList();
        if (listed.Count == 0) return [.. arrivals.Select(_ => new Delivered(null, head))];

        var after = head with { Seq = head.Seq + listed.Count, Unread = head.Unread + listed.Count(n => !n.Hidden) };
        var displaced = await DisplacedAsync(home, after, ct);
        after = after with { Unread = after.Unread - displaced.Count(d => IsUnread(InboxRows.Read(d), head)), Trimmed = Math.Max(after.Trimmed, after.Seq - Kept) };
        var digest = after.DigestDue is null ? fresh.Select(a => a.DigestAt).Min() : null;
        if (digest is not null) after = after with { DigestDue = digest, MailToken = after.MailToken.Length > 0 ? after.MailToken : MailTokens.Create() };

        // The counts first, so that two writers are told apart by them and not by what they bring.
        var change = home.Change().Save(after.Into(row));
        foreach (var (arrival, notification) in fresh.Zip(listed)) change.Insert(InboxRows.Into(home.Row(InboxKeys.Row(notification.Seq)), notification)).Insert(Done(home, arrival.Key));
        foreach (var old in displaced) change.Delete(old);
        if (digest is { } due) change.Schedule(SendDigest.Kind, workspaceId, userId, due);
        await change.CommitAsync(ct);

        var byKey = fresh.Zip(listed).ToDictionary(p => p.First.Key, p => p.Second, StringComparer.Ordinal);
        return [.. arrivals.Select(a => new Delivered(byKey.Remove(a.Key, out var added) ? added : null, after))];
    }

    /// <summary>Whether it counts as unread.</summary>
    public static bool IsUnread(Notification notification, InboxHead head) => notification is { Hidden: false, Read: false } && notification.Seq > head.ReadSeq;

    private static Notification Listed(Partition home, Arrival arrival, long seq) => arrival.Notification with { Seq = seq, Id = InboxKeys.Id(home.Key, arrival.Key, seq) };

    private static async Task<IReadOnlyList<TableEntity>> DisplacedAsync(Partition home, InboxHead after, CancellationToken ct)
    {
        var displaced = new List<TableEntity>();
        if (after.Seq - Kept <= after.Trimmed) return displaced;
        await foreach (var row in home.RangeAsync(InboxKeys.UpTo(after.Seq - Kept), ct)) displaced.Add(row);
        return displaced;
    }

    private TableEntity Done(Partition home, string key)
    {
        var row = home.Row(InboxKeys.Done(key));
        row[Partition.Expiry] = _clock.Now + Remembered;
        return row;
    }
}
