using Artisan.Platform.Http;

namespace Artisan.Areas.Support.Operations;

/// <summary>What people may write, and how long. Requests that bring files are not validated by the framework, so this is asked instead.</summary>
internal sealed class TicketText
{
    /// <summary>The longest subject.</summary>
    public const int MostSubject = 200;

    /// <summary>The longest message.</summary>
    public const int MostText = 10_000;

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>What is wrong with the fields that were looked at; null where nothing is.</summary>
    public Fault? Fault => _errors.Count == 0 ? null : Faults.Invalid with { Errors = _errors };

    /// <summary>One line.</summary>
    public string Line(string field, string? text, int most) => Checked(field, text, most, c => char.IsControl(c), "One line of text");

    /// <summary>Text of any number of lines.</summary>
    public string Lines(string field, string? text, int most) => Checked(field, text?.ReplaceLineEndings("\n"), most, c => char.IsControl(c) && c is not ('\n' or '\t'), "Plain text");

    /// <summary>One of some words; null where it is left out.</summary>
    public T? Word<T>(string field, string? text, Func<string?, T?> parse, IReadOnlyList<string> words)
        where T : struct
    {
        if (text is null) return null;
        var parsed = parse(text);
        if (parsed is null) _errors[field] = [$"One of: {string.Join(", ", words)}."];
        return parsed;
    }

    private string Checked(string field, string? text, int most, Func<char, bool> refused, string what)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 || trimmed.Length > most || trimmed.Any(refused)) _errors[field] = [$"{what}, 1 to {most:N0} characters."];
        return trimmed;
    }
}
