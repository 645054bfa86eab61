namespace Artisan.Value.Formulas;

/// <summary>Count, sum, minimum and maximum of one field; exact, so the order of the points never matters.</summary>
public sealed record FieldAggregate(long Count, decimal Sum, decimal Min, decimal Max)
{
    public static FieldAggregate Of(decimal value) => new(1, value, value, value);

    /// <summary>With one more value. Throws <see cref="OverflowException"/> where the sum could no longer be kept exactly.</summary>
    public FieldAggregate Add(decimal value) => Merge(Of(value));

    /// <summary>Both together. Throws <see cref="OverflowException"/> where the sum could no longer be kept exactly.</summary>
    public FieldAggregate Merge(FieldAggregate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new FieldAggregate(checked(Count + other.Count), ExactSum.Add(Sum, other.Sum), Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }
}

/// <summary>The points of a day (or of any range) by field, and how many points there were.</summary>
public sealed record PointAggregate(long Points, IReadOnlyDictionary<string, FieldAggregate> Fields)
{
    public static PointAggregate None { get; } = new(0, new Dictionary<string, FieldAggregate>());

    /// <summary>With one more point.</summary>
    public PointAggregate Add(IReadOnlyDictionary<string, decimal> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Merge(new PointAggregate(1, point.ToDictionary(p => p.Key, p => FieldAggregate.Of(p.Value), StringComparer.Ordinal)));
    }

    /// <summary>Both ranges together; they must not share points.</summary>
    public PointAggregate Merge(PointAggregate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var fields = new SortedDictionary<string, FieldAggregate>(StringComparer.Ordinal);
        foreach (var (name, aggregate) in Fields.Concat(other.Fields))
        {
            fields[name] = fields.TryGetValue(name, out var known) ? known.Merge(aggregate) : aggregate;
        }

        return new PointAggregate(checked(Points + other.Points), fields);
    }

    public static PointAggregate Merge(IEnumerable<PointAggregate> ranges) => ranges.Aggregate(None, (a, b) => a.Merge(b));
}
