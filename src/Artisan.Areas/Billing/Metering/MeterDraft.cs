using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>The usage as it will be, should the transaction that is being put together be committed.</summary>
internal sealed class MeterDraft(KnownPeriods known, DateTimeOffset now, DateTimeOffset systemNow)
{
    private readonly Dictionary<DateTimeOffset, PeriodUsage> _changed = [];
    private readonly List<UsageNotice> _notices = [];
    private readonly List<Lapse> _lapsed = [];

    /// <summary>The instant of the commit.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The instant, by the clock that rows expire by, after a time from now.</summary>
    public DateTimeOffset Kept(TimeSpan time) => systemNow + time;

    /// <summary>How many rows of the transaction the periods and lapsed reservations take.</summary>
    public int Rows => _changed.Count + _lapsed.Count;

    /// <summary>What is to be told to the owners.</summary>
    public IReadOnlyList<UsageNotice> Notices => _notices;

    /// <summary>The periods as they will be.</summary>
    public IEnumerable<PeriodUsage> Changed => _changed.Values;

    /// <summary>Whether there is anything to write.</summary>
    public bool IsEmpty => _changed.Count == 0;

    /// <summary>The period of an instant, as it will be.</summary>
    public PeriodUsage? Covering(DateTimeOffset instant) => known.Find(instant) is { } row ? Latest(row) : null;

    /// <summary>The period with this start, as it will be.</summary>
    public PeriodUsage? Starting(DateTimeOffset start) => known.Rows.FirstOrDefault(r => r.Period.Start == start) is { } row ? Latest(row) : null;

    /// <summary>All that came late for a period, in whichever later ones it is billed.</summary>
    public long LateFor(DateTimeOffset start, string metric)
    {
        var name = PeriodUsage.Name(start);
        return known.Rows.Sum(r => Latest(r)[metric].Late.GetValueOrDefault(name));
    }

    /// <summary>Changes a period. Its <c>seq</c> is raised once.</summary>
    public void Set(PeriodUsage row, string metric, MetricUsage usage)
    {
        var start = row.Period.Start;
        var before = _changed.GetValueOrDefault(start) ?? row with { Seq = row.Seq + 1 };
        _changed[start] = before.With(metric, Notice(row, metric, usage));
    }

    /// <summary>Gives a reservation back that nobody confirmed in time.</summary>
    public void GiveBack(Lapse lapse)
    {
        _lapsed.Add(lapse);
        if (Starting(lapse.PeriodStart) is { Closed: false } row) Set(row, lapse.Metric, row[lapse.Metric] with { Reserved = row[lapse.Metric].Reserved - lapse.Micro });
    }

    /// <summary>Adds periods, notices and lapsed reservations to the transaction; answers the rows, which will carry their new ETags.</summary>
    public IReadOnlyList<(PeriodUsage Usage, Azure.Tables.TableEntity Row)> Write(Change change, Partition home, string workspaceId)
    {
        var rows = _changed.Values.Select(usage => (usage, PeriodRow.Into(home, usage))).ToList();
        foreach (var (_, row) in rows) change.Save(row);
        foreach (var lapse in _lapsed) change.Delete(lapse.RowKey);
        if (_notices.Count > 0) change.Send(UsageNotices.SinkName, new UsageNotices(workspaceId, _notices), BillingJson.Default.UsageNotices);
        return rows;
    }

    private PeriodUsage Latest(PeriodUsage row) => _changed.GetValueOrDefault(row.Period.Start) ?? row;

    // The highest mark that is passed is told, each at most once a period.
    private MetricUsage Notice(PeriodUsage row, string metric, MetricUsage usage)
    {
        var mark = UsageNotices.MarkOf(usage);
        if (mark <= usage.Noticed) return usage;
        _notices.RemoveAll(n => n.Metric == metric && n.PeriodStart == row.Period.Start);
        _notices.Add(new UsageNotice(metric, mark, UsageEvent.ToUnits(usage.Used), UsageEvent.ToUnits(usage.Limit!.Value), usage.Soft, row.Period.Start, row.Period.End));
        return usage with { Noticed = mark };
    }
}

/// <summary>An open reservation as the index by time holds it.</summary>
internal sealed record Lapse(string RowKey, string Metric, long Micro, DateTimeOffset PeriodStart);
