using Artisan.Cli.Running;

namespace Artisan.Cli.Import;

/// <summary>What separates the columns of a file: a character, or any run of blanks.</summary>
internal readonly record struct Delimiter(char? Character)
{
    private static readonly char[] Candidates = ['\t', ';', '|', ','];

    public static Delimiter Whitespace => new(null);

    /// <summary>Reads the option; null means that it is to be found out.</summary>
    public static Delimiter? Parse(string text) => text switch
    {
        "auto" => null,
        "," or "comma" => new Delimiter(','),
        ";" or "semicolon" => new Delimiter(';'),
        "tab" or "\t" or "\\t" => new Delimiter('\t'),
        "|" or "pipe" => new Delimiter('|'),
        "whitespace" or " " => Whitespace,
        _ => throw new CliFailure($"--delimiter takes auto, comma, semicolon, tab, pipe or whitespace, not '{text}'."),
    };

    /// <summary>The separator that occurs most often outside quotes in the first line; blanks where there is none.</summary>
    public static Delimiter Guess(string line)
    {
        var outside = string.Concat(line.Split('"').Where((_, i) => i % 2 == 0));
        var best = Candidates.MaxBy(c => outside.Count(x => x == c));
        return outside.Contains(best, StringComparison.Ordinal) ? new Delimiter(best) : Whitespace;
    }
}
