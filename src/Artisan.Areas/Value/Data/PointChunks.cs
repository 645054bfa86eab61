namespace Artisan.Areas.Value.Data;

/// <summary>A point with the local day it counts for and its place among the points it came with.</summary>
internal sealed record PlacedPoint(int Index, ReceivedPoint Received, DateOnly Day, bool Late);

/// <summary>Splits points into transactions: day by day, so that few day rows are touched, and never over what one transaction holds.</summary>
internal static class PointChunks
{
    // Of the 100 rows of a transaction, three are kept for the chunk's own row, a source's first row and one message.
    private const int Rows = 97;
    private const int RowsPerPoint = 2;

    public static IEnumerable<IReadOnlyList<PlacedPoint>> Split(IEnumerable<PlacedPoint> points)
    {
        var chunk = new List<PlacedPoint>();
        var rows = 0;
        DateOnly? day = null;
        foreach (var point in points.OrderBy(p => p.Day).ThenBy(p => p.Index))
        {
            // A day costs its own row and, where it is marked, the mark.
            var cost = RowsPerPoint + (point.Day == day ? 0 : 2);
            if (rows + cost > Rows)
            {
                yield return chunk;
                (chunk, rows, cost) = ([], 0, RowsPerPoint + 2);
            }

            chunk.Add(point);
            rows += cost;
            day = point.Day;
        }

        if (chunk.Count > 0) yield return chunk;
    }
}
