using System.Globalization;
using System.Text;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>A log of real purchases where it lies beside the checkout, else the sample of the documentation; and what is to come of it, computed from the file alone.</summary>
internal sealed class PurchaseFile
{
    private readonly Dictionary<string, decimal> _months;

    private PurchaseFile(string path, int columns)
    {
        (Path, Columns) = (path, columns);
        var rows = File.ReadAllLines(path, Encoding.ASCII).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(c => c.Length > 0).ToList();
        Purchases = rows.Count;
        _months = rows.GroupBy(c => $"{c[columns - 3][..4]}-{c[columns - 3][4..6]}").ToDictionary(g => g.Key, g => g.Sum(c => decimal.Parse(c[columns - 1], CultureInfo.InvariantCulture)));
    }

    public string Path { get; }

    /// <summary>How many columns it has; the last one is the amount, the third from the right the day.</summary>
    public int Columns { get; }

    public int Purchases { get; }

    public static PurchaseFile Open()
    {
        var cdnow = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data", "cdnow", "CDNOW_sample.txt"));
        return File.Exists(cdnow) ? new PurchaseFile(cdnow, 5) : new PurchaseFile(System.IO.Path.Combine(Repository.Root, "docs", "samples", "purchases.txt"), 4);
    }

    /// <summary>What was sold in a month.</summary>
    public decimal Sold(string month) => _months[month];

    /// <summary>What a month brought over half of the median month of 1997.</summary>
    public decimal Result(string month)
    {
        var year = _months.Where(m => m.Key.StartsWith("1997-", StringComparison.Ordinal)).Select(m => m.Value).Order().ToList();
        return Math.Max(0, Sold(month) - (0.5m * (year[5] + year[6]) / 2));
    }

    /// <summary>A share of that in whole cents, held to a cap.</summary>
    public long FeeMinor(string month, decimal share, decimal cap) => (long)Math.Round(Math.Min(Result(month) * share, cap) * 100, MidpointRounding.AwayFromZero);
}
