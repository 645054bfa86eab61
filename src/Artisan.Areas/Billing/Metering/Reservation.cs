using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Where a reservation is in its life; one that nobody settled lapses.</summary>
internal enum ReservationState
{
    Open,
    Confirmed,
    Released,
}

/// <summary>A quantity that was set aside.</summary>
internal sealed record Reservation(string Id, string Metric, long Micro, DateTimeOffset PeriodStart, DateTimeOffset At, DateTimeOffset ExpiresAt)
{
    public ReservationState State { get; init; }

    /// <summary>What it came to, once it is confirmed.</summary>
    public long ConfirmedMicro { get; init; }

    public global::Azure.ETag ETag { get; init; }

    /// <summary>The row by which it is found when it lapses.</summary>
    public string LapseKey => BillingKeys.Lapse(ExpiresAt, Id);
}

/// <summary>How reservations are kept: the reservation itself, and one row more while it is open, in the order in which they lapse.</summary>
internal static class ReservationRow
{
    private static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(7);

    public static TableEntity Into(Partition home, Reservation reservation)
    {
        var row = Counted(home.Row(BillingKeys.Reservation(reservation.Id)), reservation);
        row.ETag = reservation.ETag;
        row["at"] = reservation.At;
        row["expiresAt"] = reservation.ExpiresAt;
        row["state"] = reservation.State.ToString();
        row["confirmed"] = reservation.ConfirmedMicro;
        row[Partition.Expiry] = reservation.ExpiresAt + KeptAfterwards;
        return row;
    }

    public static TableEntity Lapse(Partition home, Reservation reservation) => Counted(home.Row(reservation.LapseKey), reservation);

    public static Reservation From(TableEntity row) => new(
        row.RowKey[BillingKeys.Reservation("").Length..], row.GetString("metric")!, row.GetInt64("micro")!.Value, row.GetDateTimeOffset("period")!.Value, row.GetDateTimeOffset("at")!.Value,
        row.GetDateTimeOffset("expiresAt")!.Value)
    {
        State = Enum.Parse<ReservationState>(row.GetString("state")!),
        ConfirmedMicro = row.GetInt64("confirmed")!.Value,
        ETag = row.ETag,
    };

    public static Lapse ReadLapse(TableEntity row) => new(row.RowKey, row.GetString("metric")!, row.GetInt64("micro")!.Value, row.GetDateTimeOffset("period")!.Value);

    private static TableEntity Counted(TableEntity row, Reservation reservation)
    {
        row["metric"] = reservation.Metric;
        row["micro"] = reservation.Micro;
        row["period"] = reservation.PeriodStart;
        return row;
    }
}
