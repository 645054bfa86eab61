using System.Security.Cryptography;
using System.Text;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;

namespace Artisan.Value.Tests.Calculations;

public sealed class InputsHashTests
{
    private static readonly DateTimeOffset Day = new(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_hash_is_SHA256_over_the_documented_lines()
    {
        const string Lines =
            "{\"fields\":{\"amount\":\"29.33\",\"cds\":\"2\"},\"id\":\"p-1\",\"time\":\"1997-01-01T00:00:00.0000000Z\"}\n" +
            "{\"fields\":{\"amount\":\"14.9\"},\"id\":\"p-2\",\"time\":\"1997-01-02T00:00:00.0000000Z\"}\n";
        var points = new[] { Point("p-2", 1, ("amount", 14.90m)), Point("p-1", 0, ("cds", 2), ("amount", 29.33m)) };
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Lines))), InputsHash.Of(points));
    }

    [Fact]
    public void The_order_of_arrival_never_shows()
    {
        var points = Enumerable.Range(0, 200).Select(i => Point($"p-{i}", i / 20, ("amount", i))).ToArray();
        var hash = InputsHash.Of(points);
        new Random(3).Shuffle(points);
        Assert.Equal(hash, InputsHash.Of(points));
        Assert.NotEqual(hash, InputsHash.Of(points.Skip(1)));
    }

    [Fact]
    public void A_stream_must_come_in_order_and_without_repeats()
    {
        using var hash = new InputsHash();
        hash.Add(Point("b", 0));
        Assert.Throws<ArgumentException>(() => hash.Add(Point("b", 0)));
        Assert.Throws<ArgumentException>(() => hash.Add(Point("a", 0)));
        hash.Add(Point("a", 1));
        Assert.Equal(InputsHash.Of([Point("a", 1), Point("b", 0)]), hash.Finish());
    }

    [Fact]
    public void Days_are_hashed_by_their_totals()
    {
        const string Line = "{\"day\":\"1997-01-01\",\"fields\":{\"amount\":{\"count\":\"2\",\"max\":\"29.33\",\"min\":\"1.5\",\"sum\":\"30.83\"}},\"points\":\"2\"}\n";
        var totals = PointAggregate.None.Add(new Dictionary<string, decimal> { ["amount"] = 29.33m }).Add(new Dictionary<string, decimal> { ["amount"] = 1.50m });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Line))), InputsHash.Of([new DayTotals(new DateOnly(1997, 1, 1), totals)]));
    }

    private static DataPoint Point(string id, int day, params (string Name, decimal Value)[] fields) =>
        new(id, Day.AddDays(day), fields.ToDictionary(f => f.Name, f => f.Value));
}
