using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;

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

    private const string Free = "free";
    private const string FreeSeq = "freeSeq";
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
}
