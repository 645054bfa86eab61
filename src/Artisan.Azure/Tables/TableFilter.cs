using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Artisan.Azure.Tables;

/// <summary>Makes filters with every value quoted for its type, and refuses those with more comparisons than Azure allows.</summary>
internal static partial class TableFilter
{
    private const int MaxComparisons = 15;

    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var values = filter.GetArguments();
        var quoted = new object[values.Length];
        for (var i = 0; i < values.Length; i++) quoted[i] = Literal(values[i]);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, quoted);
    }

    public static void Check(string? filter)
    {
        if (filter is null) return;
        var comparisons = Comparison().Count(WithoutText(filter));
        if (comparisons > MaxComparisons) throw new ArgumentException($"A filter has at most {MaxComparisons} comparisons, this one has {comparisons}.", nameof(filter));
    }

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        char letter => letter == '\'' ? "''''" : $"'{letter}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        double number => TableEntityJson.Format(number),
        DateTimeOffset instant => $"datetime'{TableEntityJson.Format(instant)}'",
        DateTime { Kind: DateTimeKind.Utc } instant => $"datetime'{TableEntityJson.Format(new DateTimeOffset(instant))}'",
        Guid id => $"guid'{id:D}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        _ => throw new ArgumentException($"A filter cannot compare with {value?.GetType().Name ?? "null"}.")
    };

    private static string WithoutText(string filter)
    {
        var rest = new StringBuilder(filter.Length);
        var inside = false;
        foreach (var c in filter)
        {
            if (c == '\'') inside = !inside;
            else if (!inside) rest.Append(c);
        }
        return rest.ToString();
    }

    [GeneratedRegex(@"(?<=[\s)])(eq|ne|gt|ge|lt|le)(?=[\s(])", RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();
}
