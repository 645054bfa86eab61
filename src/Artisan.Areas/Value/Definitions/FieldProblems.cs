using Artisan.Platform.Http;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Collects what is wrong with a request by field, so that it is all told at once.</summary>
internal sealed class FieldProblems
{
    private readonly Dictionary<string, string[]> _problems = new(StringComparer.Ordinal);

    /// <summary>The refusal; null where nothing is wrong.</summary>
    public Fault? Fault => _problems.Count == 0 ? null : Faults.Invalid with { Errors = _problems };

    public void Require(bool holds, string field, string message)
    {
        if (!holds) _problems[field] = [message];
    }

    /// <summary>The decimal that a text holds; null where there is none.</summary>
    public decimal? Decimal(string? text, string field)
    {
        if (text is null) return null;
        if (DecimalText.TryParse(text, out var value)) return value;
        Require(false, field, "A decimal number of at most 28 digits, such as 1250.50.");
        return null;
    }
}
