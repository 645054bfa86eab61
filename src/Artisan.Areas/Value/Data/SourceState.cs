using Artisan.Areas.Value.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Formulas;

namespace Artisan.Areas.Value.Data;

/// <summary>
/// What this process knows of a source: its time zone and the day rows it last saw, with their ETags. Never authoritative: a change built on a stale
/// row is refused by storage, the row is forgotten and read again. Used by one writer at a time (the combiner's).
/// </summary>
internal sealed class SourceState(Partition data)
{
    private const int MostDays = 1_000;
    private const int ReadOneByOne = 3;

    private readonly Dictionary<DateOnly, DayState> _days = [];
    private readonly HashSet<string> _marks = [];

    /// <summary>The time zone whose days the totals are of; null before the source is known.</summary>
    public TimeZoneInfo? Zone { get; private set; }

    /// <summary>Whether the source's own row has to be written with its first point.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Reads the source's row once; a source without one takes the workspace's time zone as it is now.</summary>
    public async Task<TimeZoneInfo> OpenAsync(Func<CancellationToken, Task<TimeZoneInfo>> zoneOfWorkspace, CancellationToken ct)
    {
        if (Zone is not null) return Zone;
        if (await data.FindAsync(ValueKeys.Source, ct) is { } row) Zone = TimeZoneInfo.FindSystemTimeZoneById(row.GetString("zone")!);
        else (Zone, IsNew) = (await zoneOfWorkspace(ct), true);
        return Zone;
    }

    /// <summary>The row that fixes a new source's time zone.</summary>
    public TableEntity SourceRow()
    {
        var row = data.Row(ValueKeys.Source);
        row["zone"] = Zone!.Id;
        return row;
    }

    /// <summary>Makes the days known: by point reads where few are missing, by one range where many are.</summary>
    public async Task LoadAsync(IReadOnlyCollection<DateOnly> days, CancellationToken ct)
    {
        var missing = days.Where(d => !_days.ContainsKey(d)).Distinct().Order().ToList();
        if (missing.Count == 0) return;
        if (_days.Count + missing.Count > MostDays) _days.Clear();
        foreach (var day in missing) _days[day] = new DayState(day, PointAggregate.None);
        if (IsNew) return;

        if (missing.Count <= ReadOneByOne)
        {
            foreach (var row in await Task.WhenAll(missing.Select(d => data.FindAsync(ValueKeys.Day(d), ct)))) Remember(row);
            return;
        }

        await foreach (var row in data.RangeAsync(ValueKeys.Days(missing[0], missing[^1].AddDays(1)), ct)) Remember(row);
    }

    public DayState Day(DateOnly day) => _days[day];

    /// <summary>Takes over what was committed. A row whose new ETag did not come back is forgotten.</summary>
    public void Committed(IEnumerable<(DayState Day, TableEntity Row)> days, IEnumerable<string> marks)
    {
        IsNew = false;
        foreach (var (day, row) in days)
        {
            if (row.ETag == default) _days.Remove(day.Day);
            else _days[day.Day] = day with { ETag = row.ETag };
        }

        if (AskingFor is { } due) LookedAtBy = due;
        AskingFor = null;
        if (_marks.Count > MostDays) _marks.Clear();
        _marks.UnionWith(marks);
    }

    /// <summary>Whether this process has written the mark already.</summary>
    public bool IsMarked(string mark) => _marks.Contains(mark);

    /// <summary>Until when this process has asked that late points be looked at.</summary>
    public DateTimeOffset LookedAtBy { get; set; }

    /// <summary>The instant that the change being built asks for; it counts once that change is committed.</summary>
    public DateTimeOffset? AskingFor { get; set; }

    /// <summary>Forgets the days: somebody else wrote them.</summary>
    public void Forget(IEnumerable<DateOnly> days)
    {
        foreach (var day in days) _days.Remove(day);
    }

    /// <summary>Forgets everything: somebody else began the source.</summary>
    public void Forget()
    {
        _days.Clear();
        (Zone, IsNew) = (null, false);
    }

    private void Remember(TableEntity? row)
    {
        if (row is null) return;
        var day = DataRows.ReadDay(row);
        _days[day.Day] = day;
    }
}
