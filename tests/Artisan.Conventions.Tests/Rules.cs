using System.Text.RegularExpressions;

namespace Artisan.Conventions.Tests;

/// <summary>The rules that can be checked on a single file's text: each answers what breaks it, so that a test can show that it can fail.</summary>
internal static partial class Rules
{
    private const int MostLines = 300;

    /// <summary>An area uses another area only through that area's Contracts (docs/architecture.md, the dependency rule).</summary>
    public static IEnumerable<string> AreasMeetInContracts(string path, string text)
    {
        var own = Area().Match(path).Groups[1].Value;
        if (own.Length == 0) return [];
        return UsedArea().Matches(text).Select(m => m.Groups[1].Value)
            .Where(used => used.Split('.')[0] != own && !used.Split('.').Skip(1).Take(1).SequenceEqual(["Contracts"]))
            .Distinct().Select(used => $"{path} uses Artisan.Areas.{used}: only its Contracts may be used from outside.");
    }

    /// <summary>Vendor protocols appear only in Artisan.Azure and Artisan.Vendors.</summary>
    public static IEnumerable<string> VendorsStayOutside(string path, string text) =>
        path.StartsWith("src/Artisan.Areas/", StringComparison.Ordinal) && Vendor().Match(text) is { Success: true } vendor
            ? [$"{path} names {vendor.Value}: vendor protocols belong into Artisan.Azure or Artisan.Vendors."]
            : [];

    /// <summary>No file is longer than 300 lines.</summary>
    public static IEnumerable<string> FilesAreShort(string path, string text)
    {
        var lines = text.AsSpan().TrimEnd().Count('\n') + 1;
        return lines > MostLines ? [$"{path} has {lines} lines; {MostLines} is the most."] : [];
    }

    /// <summary>A 204 or 304 breaks the connection behind a Functions host.</summary>
    public static IEnumerable<string> NothingAnswersEmpty(string path, string text) =>
        path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("src/Artisan.LocalHost/", StringComparison.Ordinal) && EmptyStatus().IsMatch(text)
            ? [$"{path} answers 204 or 304: answer 200 with {{}} (docs/decisions/0001-custom-handler.md)."]
            : [];

    /// <summary>Main holds no open ends.</summary>
    public static IEnumerable<string> NothingIsLeftOpen(string path, string text) =>
        OpenEnd().Match(text) is { Success: true } mark ? [$"{path} says {mark.Value}: finish it, or open an issue."] : [];

    /// <summary>Keys and filters of tables are built only in *Keys files and in Platform.</summary>
    public static IEnumerable<string> KeysAreTypes(string path, string text) =>
        path.StartsWith("src/Artisan.Areas/", StringComparison.Ordinal) && !path.EndsWith("Keys.cs", StringComparison.Ordinal) && !path.Contains("/Contracts/", StringComparison.Ordinal)
        && InterpolatedKey().Match(text) is { Success: true } key
            ? [$"{path} builds a key by interpolation ({key.Value}): put it into the area's Keys class, with a test of its order."]
            : [];

    [GeneratedRegex(@"^src/Artisan\.Areas/([A-Za-z]+)/")]
    private static partial Regex Area();

    [GeneratedRegex(@"Artisan\.Areas\.([A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)*)")]
    private static partial Regex UsedArea();

    [GeneratedRegex(@"api\.stripe\.com|api\.openai\.com|api\.sendgrid\.com|vault\.azure\.net|hooks\.slack\.com")]
    private static partial Regex Vendor();

    [GeneratedRegex(@"Status204|Status304|NoContent\(|StatusCode\s*=\s*(204|304)|\(204\)|\(304\)")]
    private static partial Regex EmptyStatus();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + @"Exception")]
    private static partial Regex OpenEnd();

    [GeneratedRegex(@"(Row|FindAsync|Partition|Prefix|Between)\(\$""")]
    private static partial Regex InterpolatedKey();
}
