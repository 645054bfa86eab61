namespace Artisan.Platform.Http;

/// <summary>
/// An expected refusal: what a caller did that cannot be done, in a stable code. Declared once per area in its faults file.
/// </summary>
/// <param name="Code"><c>area.reason</c>; never changes its meaning.</param>
/// <param name="Status">The HTTP status it is answered with.</param>
/// <param name="Detail">One sentence: what is wrong and what to do.</param>
public sealed record Fault(string Code, int Status, string Detail)
{
    /// <summary>Further members of the problem: the metric and limit of a 402, the position of a formula error.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>Messages by field, named as on the wire.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>After how many seconds the call may be tried again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The same fault with a sentence about this very case.</summary>
    public Fault Because(string detail) => this with { Detail = detail };

    /// <summary>The same fault, naming the field that caused it.</summary>
    public Fault At(string field, string? message = null) => this with { Errors = new Dictionary<string, string[]> { [field] = [message ?? Detail] } };

    /// <summary>The same fault with one more member in its problem.</summary>
    public Fault With(string name, object? value) => this with { More = new Dictionary<string, object?>(More) { [name] = value } };
}
