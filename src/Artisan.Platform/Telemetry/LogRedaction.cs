using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Artisan.Platform.Audit;

namespace Artisan.Platform.Telemetry;

/// <summary>
/// Takes out of logs what must not stand there: values of secret fields by their name, and whatever looks like a token, key, password or e-mail address
/// wherever it stands. Line breaks and other control characters become visible, so that nobody can write a line of his own.
/// </summary>
public static partial class LogRedaction
{
    private const int MostCharacters = 16_000;

    /// <summary>What stands where a secret stood.</summary>
    public const string Redacted = Redaction.Redacted;

    /// <summary>A text without what looks like a secret.</summary>
    public static string Clean(string text)
    {
        if (text.Length > MostCharacters) text = text[..MostCharacters] + "…";
        text = Token().Replace(text, Redacted);
        text = Named().Replace(text, "$1$2" + Redacted);
        return text.Contains('@', StringComparison.Ordinal) ? Address().Replace(text, Redacted) : text;
    }

    /// <summary>The value of a named field as it may be logged.</summary>
    public static string Clean(string name, object? value) =>
        value is null ? "(null)" : Redaction.IsSecret(name) ? Redacted : Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    /// <summary>
    /// The message of a log entry. Where one of its fields is a secret the message is written anew from its template, because the formatted text holds the value.
    /// </summary>
    public static string Message(string formatted, IReadOnlyList<KeyValuePair<string, object?>>? fields)
    {
        if (fields is null || !fields.Any(f => Redaction.IsSecret(f.Key))) return Clean(formatted);
        var template = fields.FirstOrDefault(f => f.Key == "{OriginalFormat}").Value as string ?? "";
        return Clean(Placeholder().Replace(template, m => fields.FirstOrDefault(f => f.Key == m.Groups[1].Value) is { Key: not null } field ? Clean(field.Key, field.Value) : m.Value));
    }

    /// <summary>A text on one line: control characters as their escapes.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')) return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029') line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else line.Append(c);
        }

        return line.ToString();
    }

    // JWTs, our API keys, vendors' keys and secrets, storage keys, whatever follows Bearer or Basic.
    [GeneratedRegex(@"\beyJ[\w-]{4,4000}\.[\w-]{2,4000}(?:\.[\w-]{0,4000})?|\bart_live_\w{20,200}|\b(?:sk|rk|pk)_(?:live|test)_\w{8,200}|\bwhsec_[\w+/=-]{8,200}|\bSG\.[\w-]{8,100}\.[\w-]{8,100}|\bsk-[\w-]{16,200}|\bxox[a-z]-[\w-]{8,200}|(?<=\b(?:Bearer|Basic)\s)[^\s""',;]{6,4000}|(?<=(?:AccountKey|SharedAccessSignature|[?&]sig)=)[^\s;&""']{8,2000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b([\w-]{0,40}(?:password|passphrase|secret|token|api-?_?key|authorization|cookie|credential|otp))(""?\s{0,3}[=:]\s{0,3}""?)[^\s""'&,;}\]]{1,4000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Named();

    [GeneratedRegex(@"[\w.!#$%&*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}\.[a-z]{2,63}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Address();

    [GeneratedRegex(@"\{(\w+)(?:[,:][^}]*)?\}")]
    private static partial Regex Placeholder();
}
