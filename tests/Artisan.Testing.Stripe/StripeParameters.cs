using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Artisan.Testing.Stripe;

/// <summary>
/// The parameters of a request. Each one that an endpoint reads is noted: what is left over is a parameter that Stripe does not have, and is refused as it does.
/// </summary>
internal sealed class StripeParameters(string encoded)
{
    private readonly Dictionary<string, string> _values = QueryHelpers.ParseQuery(encoded).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string? Text(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    public string Need(string name) => Text(name) is { Length: > 0 } value ? value : throw StripeFault.Invalid($"Missing required param: {name}.", name, "parameter_missing");

    public long? Number(string name)
    {
        if (Text(name) is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw StripeFault.Invalid($"Invalid integer: {text}", name, "parameter_invalid_integer");
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw StripeFault.Invalid($"Invalid boolean: {text}", name),
    };

    /// <summary>The entries <c>name[key]</c>.</summary>
    public JsonObject Map(string name)
    {
        var map = new JsonObject();
        foreach (var (key, value) in _values.Where(v => v.Key.StartsWith($"{name}[", StringComparison.Ordinal) && v.Key.EndsWith(']')))
        {
            _read.Add(key);
            map[key[(name.Length + 1)..^1]] = value;
        }

        return map;
    }

    public void RefuseOthers()
    {
        if (_values.Keys.FirstOrDefault(k => !_read.Contains(k)) is { } unknown) throw StripeFault.Invalid($"Received unknown parameter: {unknown}", unknown, "parameter_unknown");
    }
}
