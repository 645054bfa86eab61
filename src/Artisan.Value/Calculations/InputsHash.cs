using System.Security.Cryptography;

namespace Artisan.Value.Calculations;

/// <summary>
/// SHA-256 over the canonical lines of a calculation's inputs: points ordered by time and then by id (ordinal), or days ordered by date.
/// The order in which they arrived never shows. Lower-case hexadecimal.
/// </summary>
public sealed class InputsHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private DataPoint? _lastPoint;
    private DayTotals? _lastDay;

    /// <summary>How many lines were added.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of points in any order.</summary>
    public static string Of(IEnumerable<DataPoint> points)
    {
        using var hash = new InputsHash();
        foreach (var point in points.Order(Comparer<DataPoint>.Create(Compare)))
        {
            hash.Add(point);
        }

        return hash.Finish();
    }

    /// <summary>The hash of days in any order.</summary>
    public static string Of(IEnumerable<DayTotals> days)
    {
        using var hash = new InputsHash();
        foreach (var day in days.OrderBy(d => d.Day))
        {
            hash.Add(day);
        }

        return hash.Finish();
    }

    /// <summary>Adds the next point; throws <see cref="ArgumentException"/> where it is not after the one before by time, then id.</summary>
    public void Add(DataPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (_lastDay is not null || (_lastPoint is not null && Compare(_lastPoint, point) >= 0))
        {
            throw new ArgumentException($"The point {point.Id} is out of order or comes twice.", nameof(point));
        }

        _lastPoint = point;
        Append(point.CanonicalLine());
    }

    /// <summary>Adds the next day; throws <see cref="ArgumentException"/> where it is not after the one before.</summary>
    public void Add(DayTotals day)
    {
        ArgumentNullException.ThrowIfNull(day);
        if (_lastPoint is not null || (_lastDay is not null && _lastDay.Day >= day.Day))
        {
            throw new ArgumentException($"The day {day.Day:O} is out of order or comes twice.", nameof(day));
        }

        _lastDay = day;
        Append(day.CanonicalLine());
    }

    /// <summary>The hash of what was added; the object is as new afterwards.</summary>
    public string Finish()
    {
        (_lastPoint, _lastDay, Count) = (null, null, 0);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private static int Compare(DataPoint a, DataPoint b) =>
        a.Time.CompareTo(b.Time) is var byTime and not 0 ? byTime : string.CompareOrdinal(a.Id, b.Id);

    private void Append(byte[] line)
    {
        _hash.AppendData(line);
        Count++;
    }
}
