using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// Marks the days into which points come that may belong to a period calculated already, in the transaction of the points, and asks once an hour and
/// source that the marks be looked at: what such points change is calculated again.
/// </summary>
internal sealed class LatePoints(string workspaceId, string source, SystemClock clock, BusinessClock business)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    // A point is committed a while after it was looked at; a mark too many costs one repeated calculation, one too few costs a fee.
    private static readonly TimeSpan MostDelay = TimeSpan.FromMinutes(2);

    /// <summary>Whether a point of this time may be late by the time it is committed.</summary>
    public bool IsLate(DateTimeOffset time) => time < business.Now - CalculationWork.Grace + MostDelay;

    /// <summary>
    /// The marks that this hour does not have yet, as far as this process knows. Marks count the system's hours, the looking the business clock's: where that
    /// was moved since it was last asked for, the marks are written again, so that it is asked for again.
    /// </summary>
    public IReadOnlyList<string> Of(IEnumerable<PlacedPoint> points, SourceState state) =>
        [.. points.Where(p => p.Late).Select(p => ValueKeys.Late(clock.Now, p.Day)).Distinct().Where(m => !state.IsMarked(m) || state.LookedAtBy != NextLook())];

    /// <summary>Adds marks to the points' change.</summary>
    public void Add(Change change, Partition data, SourceState state, IReadOnlyList<string> marks)
    {
        foreach (var mark in marks)
        {
            var row = data.Row(mark);
            row[Partition.Expiry] = clock.Now + Kept;
            change.Upsert(row);
        }

        state.AskingFor = null;
        if (marks.Count == 0) return;
        var due = NextLook();
        if (state.LookedAtBy == due) return;
        change.Schedule(CalculationWork.Kind, workspaceId, CalculationWork.OfSource(source), due);
        state.AskingFor = due;
    }

    private DateTimeOffset NextLook()
    {
        var now = business.Now.ToUniversalTime();
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1) + CalculationWork.Grace;
    }
}
