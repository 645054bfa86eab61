using System.Globalization;
using Artisan.Platform.Due;

namespace Artisan.Areas.Value.Calculations;

/// <summary>
/// What a message of the queue <c>value-calculation</c> is about: a definition whose next period has ended, the same an hour later in case it was left
/// waiting, one period of a definition, or a source into which late points came. All ride as <see cref="DueWork"/>, told apart by their id.
/// </summary>
internal sealed record CalculationWork(string? Definition, int? Period, string? Source, bool IsLookAgain = false)
{
    /// <summary>The kind in the due index.</summary>
    public const string Kind = "value-calculation";

    /// <summary>The queue function.</summary>
    public const string Queue = "value-calculation";

    /// <summary>How long after its end a period waits for points that are on their way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>When a definition that was due is looked at once more.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    private const string SourcePrefix = "source:";
    private const string LookAgainSuffix = ":again";

    public static string OfSource(string source) => SourcePrefix + source;

    public static string OfLookAgain(string definition) => definition + LookAgainSuffix;

    public static string OfPeriod(string definition, int number) => $"{definition}:{number.ToString(CultureInfo.InvariantCulture)}";

    public static CalculationWork Parse(string id)
    {
        if (id.StartsWith(SourcePrefix, StringComparison.Ordinal)) return new CalculationWork(null, null, id[SourcePrefix.Length..]);
        if (id.EndsWith(LookAgainSuffix, StringComparison.Ordinal)) return new CalculationWork(id[..^LookAgainSuffix.Length], null, null, IsLookAgain: true);
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new CalculationWork(id, null, null) : new CalculationWork(id[..colon], int.Parse(id.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), null);
    }
}
