using System.Text.RegularExpressions;

namespace Artisan.Testing.Simulation;

/// <summary>A range of rows of one partition: the only filters that the ledger sends.</summary>
internal sealed partial record SimulatedFilter(string Partition, string From, string? To)
{
    public static SimulatedFilter Of(string filter)
    {
        var match = Range().Match(filter);
        if (!match.Success) throw new NotSupportedException($"The storage simulation does not know the filter {filter}.");
        return new SimulatedFilter(Text(match, "partition")!, Text(match, "from") ?? "", Text(match, "to"));
    }

    private static string? Text(Match match, string group) => match.Groups[group] is { Success: true, Value: var text } ? text.Replace("''", "'", StringComparison.Ordinal) : null;

    [GeneratedRegex("^PartitionKey eq '(?<partition>([^']|'')*)'( and RowKey ge '(?<from>([^']|'')*)')?( and RowKey lt '(?<to>([^']|'')*)')?$")]
    private static partial Regex Range();
}
