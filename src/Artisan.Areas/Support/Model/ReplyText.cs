using System.Text.RegularExpressions;

namespace Artisan.Areas.Support.Model;

/// <summary>What somebody wrote in an answer by e-mail, without what his program put below it: our own message, quoted, and his signature.</summary>
internal static partial class ReplyText
{
    /// <summary>Stands in our mails above what must not come back.</summary>
    public const string Marker = "Please write above this line.";

    /// <summary>The new part of a mail; empty where there is none.</summary>
    public static string Of(string mail)
    {
        var kept = new List<string>();
        foreach (var line in mail.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Contains(Marker, StringComparison.Ordinal) || line is "-- " or "--" || Beginning().IsMatch(line)) break;
            kept.Add(line.TrimEnd());
        }

        while (kept.Count > 0 && (kept[^1].Length == 0 || kept[^1].StartsWith('>'))) kept.RemoveAt(kept.Count - 1);
        if (kept.Count > 0 && Introduction().IsMatch(kept[^1]))
        {
            // Programs break it over two lines where it is long.
            var whole = Begun().IsMatch(kept[^1]);
            kept.RemoveAt(kept.Count - 1);
            if (!whole && kept.Count > 0 && Begun().IsMatch(kept[^1])) kept.RemoveAt(kept.Count - 1);
        }

        return string.Join('\n', kept).Trim();
    }

    // "-----Original Message-----", a line of underscores, and the headers that Outlook repeats.
    [GeneratedRegex(@"^\s*(-{3,}\s*(Original Message|Forwarded message|Ursprüngliche Nachricht)\s*-{3,}|_{10,}|(From|Von): .+@.+)\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();

    // "On Tue, 3 Feb 1998 at 10:00, Artisan <x@y> wrote:"
    [GeneratedRegex(@"(<[^<>\s]+@[^<>\s]+>|^\s*(On|Am|Le|El) .*(wrote|schrieb|écrit|escribió)).*:\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^\s*(On|Am|Le|El) ", RegexOptions.NonBacktracking)]
    private static partial Regex Begun();
}
