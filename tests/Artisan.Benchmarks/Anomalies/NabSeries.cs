using System.Globalization;
using System.Text.Json;

namespace Artisan.Benchmarks.Anomalies;

/// <summary>A stretch of rows that holds an anomaly, both ends included.</summary>
internal sealed record NabWindow(int First, int Last);

/// <summary>A series of the Numenta Anomaly Benchmark with its labels.</summary>
internal sealed record NabSeries(string Name, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<double> Values, IReadOnlyList<NabWindow> Windows)
{
    /// <summary>The rows at the beginning that are not scored.</summary>
    public int Probation => Math.Min((int)(0.15 * Values.Count), 750);

    /// <summary>Where the series are: <c>ARTISAN_NAB</c>, or <c>shared/data/nab</c> beside the repository; null where neither is there.</summary>
    public static string? Folder(string? named)
    {
        if (named is not null) return Holds(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Holds(Path.Combine(folder.FullName, "shared", "data", "nab"))) return Path.Combine(folder.FullName, "shared", "data", "nab");
        return null;
    }

    /// <summary>All series that are there and have labels.</summary>
    public static IReadOnlyList<NabSeries> Load(string folder)
    {
        using var labels = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "windows.json")));
        return [.. labels.RootElement.EnumerateObject().Where(l => File.Exists(Path.Combine(folder, l.Name))).Select(l => Read(folder, l.Name, l.Value)).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, "windows.json"));

    private static NabSeries Read(string folder, string name, JsonElement labels)
    {
        var rows = File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(line => line.Split(',')).ToList();
        var times = rows.Select(r => Time(r[0])).ToList();
        var windows = labels.EnumerateArray().Select(w => new NabWindow(times.FindIndex(t => t >= Time(w[0].GetString()!)), times.FindLastIndex(t => t <= Time(w[1].GetString()!))));
        return new NabSeries(name, times, [.. rows.Select(r => double.Parse(r[1], CultureInfo.InvariantCulture))], [.. windows]);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
