namespace Artisan.Benchmarks;

/// <summary>What to measure: names (none means all), <c>--quick</c> for small sizes, <c>--size N</c> for a size of one's own where a benchmark has one, <c>--json FILE</c> for a file beside the table.</summary>
internal sealed record CommandLine(IReadOnlySet<string> Names, bool Quick, int? Size, string? JsonFile)
{
    public static CommandLine? TryParse(string[] args, IReadOnlyList<string> known, out string problem)
    {
        problem = $"Usage: [{string.Join("] [", known)}] [--quick] [--size N] [--json FILE]";
        var (names, quick, size, json) = (new HashSet<string>(StringComparer.Ordinal), false, (int?)null, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--size" && i + 1 < args.Length && int.TryParse(args[i + 1], out var asked) && asked > 1) (size, i) = (asked, i + 1);
            else if (args[i] == "--json" && i + 1 < args.Length) json = args[++i];
            else if (known.Contains(args[i])) names.Add(args[i]);
            else
            {
                problem = $"'{args[i]}' is not known. {problem}";
                return null;
            }
        }

        return new CommandLine(names, quick, size, json);
    }
}
