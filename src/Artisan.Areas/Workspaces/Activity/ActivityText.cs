using System.Text.RegularExpressions;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Audit;

namespace Artisan.Areas.Workspaces.Activity;

/// <summary>Says entries of the audit trail in words. Addresses of callers, and what areas do not show to members, are not among them.</summary>
internal sealed partial class ActivityText(IEnumerable<ActivityWords> words)
{
    private readonly Dictionary<string, string> _words = words.ToDictionary(w => w.Action, w => w.Words, StringComparer.Ordinal);

    /// <summary>Whether members may read about it.</summary>
    public bool Shows(AuditEntry entry) => entry.Outcome == AuditOutcome.Success && _words.ContainsKey(entry.Action);

    /// <summary>Who did it.</summary>
    public static string Actor(AuditEntry entry, IReadOnlyDictionary<string, string> names) => entry.Actor.Type switch
    {
        "user" => names.GetValueOrDefault(entry.Actor.Id, "A former member"),
        "key" => "An API key",
        "admin" => "Artisan's staff",
        _ => "Artisan",
    };

    /// <summary>The whole sentence.</summary>
    public string Sentence(AuditEntry entry, IReadOnlyDictionary<string, string> names) =>
        $"{Actor(entry, names)} {Place().Replace(_words[entry.Action], place => Fill(place.Groups[1].Value, entry, names))}";

    private static string Fill(string name, AuditEntry entry, IReadOnlyDictionary<string, string> names) => name switch
    {
        "target" => names.GetValueOrDefault(entry.Target.Id, "a former member"),
        _ => entry.After?[name]?.ToString() is { Length: > 0 } text ? text : "…",
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
