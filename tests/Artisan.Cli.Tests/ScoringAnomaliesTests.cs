using System.Globalization;
using Artisan.Cli.Tests.Running;

namespace Artisan.Cli.Tests;

/// <summary>Scores of a file's rows, one each and by what stands above alone.</summary>
public sealed class ScoringAnomaliesTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private readonly Terminal _terminal = new();

    [Fact]
    public async Task Every_row_gets_a_score_and_a_spike_its_reason()
    {
        var rows = Rows(600);
        rows[500] = rows[500].Split(',')[0] + ",900";
        var answer = await _terminal.RunAsync("anomalies", "score", await _terminal.FileAsync("series.csv", $"timestamp,value\n{string.Join('\n', rows)}\n"));
        answer.Is(0);
        var scored = Lines(answer.Output);
        Assert.Equal("timestamp,value,score,reason", scored[0]);
        Assert.Equal(601, scored.Length);
        Assert.True(Score(scored[501]) >= 0.5, scored[501]);
        Assert.Contains("The value 900 is far above", scored[501], StringComparison.Ordinal);
        Assert.All(scored[300..500], line => Assert.True(Score(line) < 0.5, line));
    }

    [Fact]
    public async Task A_header_is_optional_and_more_rows_do_not_change_earlier_scores()
    {
        var rows = Rows(300);
        var all = await _terminal.RunAsync("anomalies", "score", await _terminal.FileAsync("all.csv", string.Join('\n', rows)));
        var some = await _terminal.RunAsync("anomalies", "score", await _terminal.FileAsync("some.csv", $"time,amount\r\n{string.Join("\r\n", rows[..200])}\r\n"));
        Assert.Equal(Lines(some.Output), Lines(all.Output)[..201]);
    }

    [Theory]
    [InlineData("2026-01-05 00:00:00", "not 1")]
    [InlineData("2026-01-05 00:00:00,1,2", "not 3")]
    [InlineData("yesterday,1", "'yesterday' is not a timestamp")]
    [InlineData("2026-01-05 00:00:00,many", "'many' is not a finite number")]
    [InlineData("2026-01-05 00:00:00,NaN", "'NaN' is not a finite number")]
    public async Task A_bad_row_ends_with_its_line(string row, string expected)
    {
        var answer = await _terminal.RunAsync("anomalies", "score", await _terminal.FileAsync("bad.csv", $"timestamp,value\n2026-01-04 00:00:00,1\n\n{row}\n"));
        answer.Is(2);
        Assert.Contains("Line 4: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var answer = await _terminal.RunAsync("anomalies", "score", "nowhere.csv");
        answer.Is(2);
        Assert.Contains("nowhere.csv does not exist.", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _terminal.Dispose();

    private static List<string> Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Start.AddMinutes(5 * i):yyyy-MM-dd HH:mm:ss},{100 + (10 * Math.Sin(i * 0.7)) + (i * 37 % 11):0.00}"))];

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double Score(string line) => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture);
}
