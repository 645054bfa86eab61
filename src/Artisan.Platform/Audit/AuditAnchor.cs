using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>A place in a chain up to which it was found sound.</summary>
/// <param name="Number">The last entry that was looked at; 0 at the beginning.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Newest">The largest id among the entries so far; empty at the beginning.</param>
internal sealed record AuditWalk(long Number, byte[] Hash, string Newest)
{
    public static AuditWalk Begin(Partition chain) => new(0, AuditHash.Genesis(chain.Key), "");
}

/// <summary>
/// What is remembered of a chain, in another table than the chain's: how far it was ever found sound, and where this night's walk is. Whoever tampers with a
/// chain would have to tamper with this as well.
/// </summary>
internal sealed record AuditAnchor(TableEntity Row, AuditWalk? Sound, AuditWalk? Walk, DateTimeOffset? Slot, bool Done, bool Erased)
{
    /// <summary>Where the chain was found broken, and why; null where it was not.</summary>
    public (long At, string Reason)? Broken { get; init; }

    /// <summary>When the last check came to its end.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public static Partition Home(Stores stores) => stores.Platform(TableNames.Platform).Partition("audit-anchors");

    public static async Task<AuditAnchor> ReadAsync(Partition home, string owner, CancellationToken ct)
    {
        var row = await home.FindAsync(owner, ct) ?? home.Row(owner);
        return new AuditAnchor(row, Place(row, ""), Place(row, "walk"), row.GetDateTimeOffset("slot"), row.GetBoolean("done") ?? false, row.GetBoolean("erased") ?? false)
        {
            Broken = row.GetString("reason") is { Length: > 0 } reason ? (row.GetInt64("broken") ?? 0, reason) : null,
            CheckedAt = row.GetDateTimeOffset("checked"),
        };
    }

    /// <summary>The row that remembers it. A place that was sound once stays the anchor until a walk has passed it.</summary>
    public TableEntity ToRow()
    {
        if (Walk is { } walk)
        {
            Put("walk", walk);
            if (walk.Number >= (Sound?.Number ?? 0)) Put("", walk);
        }

        if (Slot is { } slot) Row["slot"] = slot;
        Row["done"] = Done;
        (Row["broken"], Row["reason"]) = (Broken?.At ?? 0, Broken?.Reason ?? "");
        if (CheckedAt is { } at) Row["checked"] = at;
        if (Erased) Row["erased"] = true;
        return Row;
    }

    private static AuditWalk? Place(TableEntity row, string prefix) =>
        row.GetBinary(prefix + "hash") is { } hash ? new AuditWalk(row.GetInt64(prefix + "n") ?? 0, hash, row.GetString(prefix + "newest") ?? "") : null;

    private void Put(string prefix, AuditWalk place)
    {
        Row[prefix + "n"] = place.Number;
        Row[prefix + "hash"] = place.Hash;
        Row[prefix + "newest"] = place.Newest;
    }
}
