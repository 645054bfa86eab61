using System.Text.RegularExpressions;

namespace Artisan.Areas.Value.Data;

/// <summary>How sources and fields may be called.</summary>
internal static partial class DataNames
{
    /// <summary>1 to 40 of a-z, 0-9 and -.</summary>
    public static bool IsSource(string name) => Source().IsMatch(name);

    /// <summary>1 to 64 of a-z, A-Z, 0-9 and _, not beginning with a digit.</summary>
    public static bool IsField(string name) => Field().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex Source();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]{0,63}\z")]
    private static partial Regex Field();
}
