using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Artisan.LocalHost.Functions;

/// <summary>
/// The app settings of the machine: `Values` of local.settings.json, over them the environment, over that what the caller gives.
/// They become the handler's environment and fill every %NAME%.
/// </summary>
internal sealed partial class LocalSettings
{
    private readonly Dictionary<string, string> _values;

    private LocalSettings(Dictionary<string, string> values) => _values = values;

    public IReadOnlyDictionary<string, string> Values => _values;

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static LocalSettings Read(string appRoot, IDictionary environment, IReadOnlyDictionary<string, string> given)
    {
        // App settings are case-insensitive in Azure; the environment of this machine may not be.
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in ReadFile(Path.Combine(appRoot, "local.settings.json"))) values[name] = value;
        foreach (DictionaryEntry entry in environment) values[(string)entry.Key] = (string?)entry.Value ?? "";
        foreach (var (name, value) in given) values[name] = value;
        return new LocalSettings(values);
    }

    public LocalSettings With(IEnumerable<KeyValuePair<string, string>> more)
    {
        var values = new Dictionary<string, string>(_values, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in more) values[name] = value;
        return new LocalSettings(values);
    }

    /// <summary>Replaces every %NAME% by its setting; an unknown one by nothing, as the Functions host does.</summary>
    public string Expand(string text) => Variable().Replace(text, match => _values.GetValueOrDefault(match.Groups[1].Value, ""));

    private static IEnumerable<KeyValuePair<string, string>> ReadFile(string path)
    {
        if (!File.Exists(path)) yield break;

        using var document = ParseFile(path);
        if (!document.RootElement.TryGetProperty(nameof(Values), out var values) || values.ValueKind != JsonValueKind.Object) yield break;

        foreach (var property in values.EnumerateObject())
        {
            var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            yield return KeyValuePair.Create(property.Name, text);
        }
    }

    private static JsonDocument ParseFile(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new LocalHostException($"{Path.GetFileName(path)} is not valid JSON (line {e.LineNumber + 1}).", e);
        }
    }

    [GeneratedRegex("%([^%\\s]+)%")]
    private static partial Regex Variable();
}
