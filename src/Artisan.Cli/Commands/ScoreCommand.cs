using System.CommandLine;
using System.Globalization;
using Artisan.Cli.Running;
using Artisan.Value.Anomalies;

namespace Artisan.Cli.Commands;

/// <summary>Scores the values of a series one by one, each by those before it alone; memory does not grow with the file.</summary>
internal static class ScoreCommand
{
    private const string FromStandardInput = "-";
    private const string Header = "timestamp,value,score,reason";

    public static Command Create(CliContext cli)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file of two columns, timestamp and value, with or without a header; - reads standard input." };
        var daily = new Option<bool>("--daily") { Description = "The series has one value a day or fewer." };
        var command = new Command("score", "Write one score per row as CSV: 0 for what is usual, 0.5 and more for what is worth an alert, with the reason.") { file, daily };
        command.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(file)!;
            if (path != FromStandardInput && !File.Exists(path)) throw new CliFailure($"{path} does not exist.");
            using var opened = path == FromStandardInput ? null : File.OpenText(path);
            await ScoreAsync(opened ?? cli.Input, cli.Output, new AnomalyDetector(parsed.GetValue(daily) ? AnomalySettings.Daily : AnomalySettings.Stream), ct);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ScoreAsync(TextReader input, TextWriter output, AnomalyDetector detector, CancellationToken ct)
    {
        await output.WriteLineAsync(Header);
        var (number, isFirst) = (0L, true);
        while (await input.ReadLineAsync(ct) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var columns = line.Split(',');
            for (var i = 0; i < columns.Length; i++) columns[i] = columns[i].Trim().Trim('"');
            if (isFirst && IsHeader(columns))
            {
                isFirst = false;
                continue;
            }

            isFirst = false;
            var (time, value) = Read(columns, number);
            var anomaly = detector.Next(time, value);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{columns[0]},{columns[1]},{anomaly.Score:0.000000},{Quoted(anomaly.Reason)}"));
        }
    }

    private static bool IsHeader(string[] columns) => columns.Length == 2 && !TryTime(columns[0], out _) && !TryValue(columns[1], out _);

    private static (DateTimeOffset Time, double Value) Read(string[] columns, long line)
    {
        if (columns.Length != 2) throw new CliFailure($"Line {line}: there must be two columns, timestamp and value, not {columns.Length}.");
        if (!TryTime(columns[0], out var time)) throw new CliFailure($"Line {line}: '{columns[0]}' is not a timestamp.");
        return TryValue(columns[1], out var value) ? (time, value) : throw new CliFailure($"Line {line}: '{columns[1]}' is not a finite number.");
    }

    private static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool TryValue(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
