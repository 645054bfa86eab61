using System.Runtime.CompilerServices;
using CsvHelper;

namespace Artisan.Cli.Import;

/// <summary>One row of a file: its line, its text and its columns, or why it has none, and where in the file it begins.</summary>
internal sealed record DelimitedRecord(long Line, string Text, IReadOnlyList<string>? Columns, string? Problem, long Offset);

/// <summary>Reads a file row by row, a row being a line: a quote that is never closed spoils its own line and not the rest of the file.</summary>
internal static class DelimitedFile
{
    private const int MostBytes = 64 * 1024;

    /// <summary>The separator of the first line that is not empty.</summary>
    public static async Task<Delimiter> GuessAsync(FileInfo file, CancellationToken ct)
    {
        using var reader = file.OpenText();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                return Delimiter.Guess(line);
            }
        }

        return Delimiter.Whitespace;
    }

    /// <summary>The rows that are not empty, oldest first, one at a time.</summary>
    public static IAsyncEnumerable<DelimitedRecord> ReadAsync(Stream file, Delimiter delimiter, CancellationToken ct) =>
        delimiter.Character is { } character ? SeparatedAsync(file, character, ct) : BlanksAsync(file, ct);

    private static async IAsyncEnumerable<DelimitedRecord> SeparatedAsync(Stream file, char separator, [EnumeratorCancellation] CancellationToken ct)
    {
        var malformed = new Dictionary<long, string>();
        using var reader = CsvReader.Create(file, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record =>
            {
                if (record.Reason is CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote)
                {
                    malformed[record.LineNumber] = "a quote is not closed";
                }
            },
        });
        while (await reader.ReadAsync(ct))
        {
            var (line, offset) = (reader.LineNumber, reader.ByteOffset);
            var text = reader.Current.ToString();
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var columns = reader.Current.ToArray();
            yield return malformed.Remove(line, out var problem) || TooLong(text, out problem)
                ? new DelimitedRecord(line, text, null, problem, offset)
                : new DelimitedRecord(line, text, columns, null, offset);
        }
    }

    private static async IAsyncEnumerable<DelimitedRecord> BlanksAsync(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(file);
        for (var line = 1L; await reader.ReadLineAsync(ct) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return TooLong(text, out var problem)
                    ? new DelimitedRecord(line, text, null, problem, file.Position)
                    : new DelimitedRecord(line, text, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), null, file.Position);
            }
        }
    }

    private static bool TooLong(string text, out string? problem)
    {
        problem = text.Length > MostBytes ? $"the line is longer than {MostBytes} characters" : null;
        return problem is not null;
    }
}
