namespace Artisan.Benchmarks;

/// <summary>What to measure: names (none means all), <c>--quick</c> for small sizes, <c>--json FILE</c> for a file beside the table.</summary>
internal sealed record CommandLine(IReadOnlySet<string> Names, bool Quick, string? JsonFile)
{
    public static CommandLine? TryParse(string[] args, IReadOnlyList<string> known, out string problem)
    {
        problem = $"Usage: [{string.Join("] [", known)}] [--quick] [--json FILE]";
        var (names, quick, json) = (new HashSet<string>(StringComparer.Ordinal), false, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) json = args[++i];
            else if (known.Contains(args[i])) names.Add(args[i]);
            else
            {
                problem = $"'{args[i]}' is not known. {problem}";
                return null;
            }
        }

        return new CommandLine(names, quick, json);
    }
}
