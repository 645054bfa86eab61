using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>How a workspace is kept.</summary>
internal static class WorkspaceRow
{
    /// <summary>How many owners it has; every change of a role replaces this row with it, so that the last owner stays.</summary>
    public const string Owners = "owners";

    /// <summary>How many members it has.</summary>
    public const string Seats = "seats";

    /// <summary>How many members its plan has room for.</summary>
    public const string SeatLimit = "seatLimit";

    /// <summary>The seats of the Free plan, with which a workspace begins.</summary>
    public const int FreeSeats = 2;

    private const string DeletedAt = WorkspaceClosing.Property;

    /// <summary>How long a deleted workspace is kept before its data is destroyed.</summary>
    public static readonly TimeSpan KeptDeleted = TimeSpan.FromDays(30);

    private const string PurgeAt = "purgeAt";
    private const string EraseAtName = "eraseAt";
    private const string Destroyed = "destroyed";
    private const string Free = "free";
    private const string FreeSeq = "freeSeq";
    private const string SecondFactor = "secondFactor";
    private const string SeatLimitSeq = "seatLimitSeq";

    public static TableEntity Into(TableEntity row, WorkspaceSettings settings)
    {
        row["name"] = settings.Name;
        row["timeZone"] = settings.TimeZone;
        row["currency"] = settings.Currency;
        return row;
    }

    /// <summary>The row of a workspace that begins, with its founder as the only member.</summary>
    public static TableEntity New(TableEntity row, WorkspaceSettings settings, DateTimeOffset at)
    {
        Into(row, settings);
        (row[Owners], row[Seats], row[SeatLimit]) = (1, 1, FreeSeats);
        (row[Free], row[FreeSeq], row[SeatLimitSeq]) = (true, 0L, 0L);
        row["createdAt"] = at;
        return row;
    }

    public static WorkspaceSettings From(TableEntity row) => new(row.GetString("name")!, row.GetString("timeZone")!, row.GetString("currency")!);

    public static DateTimeOffset CreatedAt(TableEntity row) => row.GetDateTimeOffset("createdAt")!.Value;

    /// <summary>Whether it lets in only members who sign in with two steps.</summary>
    public static bool NeedsSecondFactor(TableEntity row) => row.GetBoolean(SecondFactor) is true;

    public static void SetSecondFactor(TableEntity row, bool needed) => row[SecondFactor] = needed;

    /// <summary>Whether it is on the Free plan.</summary>
    public static bool IsFree(TableEntity row) => row.GetBoolean(Free) is true;

    /// <summary>Writes the limit that a plan brings, none where it is null; false where the row knows of a later one.</summary>
    public static bool TakeSeatLimit(TableEntity row, long? limit, long seq)
    {
        if (row.GetInt64(SeatLimitSeq) >= seq) return false;
        (row[SeatLimit], row[SeatLimitSeq]) = ((int)Math.Min(limit ?? int.MaxValue, int.MaxValue), seq);
        return true;
    }

    /// <summary>Writes whether the plan is the Free one; false where the row knows of a later one.</summary>
    public static bool TakeFree(TableEntity row, bool free, long seq)
    {
        if (row.GetInt64(FreeSeq) >= seq) return false;
        (row[Free], row[FreeSeq]) = (free, seq);
        return true;
    }

    /// <summary>When it is erased; null where nobody asked for it.</summary>
    public static DateTimeOffset? EraseAt(TableEntity row) => row.GetDateTimeOffset(EraseAtName);

    public static void SetEraseAt(TableEntity row, DateTimeOffset? at) => row[EraseAtName] = at;

    /// <summary>Whether nobody may enter it any more.</summary>
    public static bool IsClosed(TableEntity row) => row.GetDateTimeOffset(DeletedAt) is not null;

    /// <summary>Closes it; with the instant at which it is destroyed, where it waits for one.</summary>
    public static TableEntity Close(TableEntity row, DateTimeOffset now, DateTimeOffset? purgeAt = null)
    {
        row[DeletedAt] = now;
        if (purgeAt is not null) row[PurgeAt] = purgeAt;
        return row;
    }

    /// <summary>The instant at which it is purged, or erased; null where it does not wait for that.</summary>
    public static DateTimeOffset? WaitsFor(TableEntity row, bool purge) => IsStone(row) ? null : row.GetDateTimeOffset(purge ? PurgeAt : EraseAtName);

    /// <summary>Whether its data was destroyed.</summary>
    public static bool IsStone(TableEntity row) => row.GetBoolean(Destroyed) is true;

    /// <summary>What is left of it: that it was.</summary>
    public static TableEntity Stone(TableEntity stone, TableEntity row)
    {
        stone.ETag = row.ETag;
        (stone[DeletedAt], stone[Destroyed]) = (row[DeletedAt], true);
        return stone;
    }
}
