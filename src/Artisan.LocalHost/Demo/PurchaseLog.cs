using System.Globalization;

namespace Artisan.LocalHost.Demo;

/// <summary>One purchase of the demo shop; the amount is decimal text.</summary>
internal sealed record Purchase(string Id, DateTimeOffset Time, string Amount, int Quantity);

/// <summary>A made-up log of purchases of whole months: more on weekends, growing from month to month, the same for the same months.</summary>
internal static class PurchaseLog
{
    public static IEnumerable<Purchase> Months(DateOnly first, int months, DateTimeOffset until)
    {
        var number = 0;
        var state = 0x9E3779B9u;
        for (var day = first; day < first.AddMonths(months); day = day.AddDays(1))
        {
            var growth = (day.DayNumber - first.DayNumber) / 15;
            var orders = 7 + growth + (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 4 : 0) + (int)(Next(ref state) % 4);
            for (var order = 0; order < orders; order++)
            {
                var time = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddSeconds(Next(ref state) % 86_400);
                var cents = 690 + Next(ref state) % 9_000;
                var quantity = 1 + (int)(Next(ref state) % 4);
                number++;
                if (time >= until) continue;
                yield return new Purchase(
                    string.Create(CultureInfo.InvariantCulture, $"order-{first:yyyyMM}-{number:D5}"), time,
                    (cents * quantity / 100m).ToString("0.00", CultureInfo.InvariantCulture), quantity);
            }
        }
    }

    // A plain xorshift: the log must not change with the machine or the runtime.
    private static uint Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
}
