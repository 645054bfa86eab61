using System.Text.RegularExpressions;
using Artisan.Areas.Integrations.Storage;
using Artisan.Platform.Connections;
using Artisan.Platform.Http;

namespace Artisan.Areas.Integrations.Syncing;

/// <summary>Which field of ours is which field of a CRM.</summary>
internal static partial class FieldMap
{
    private const int MostFields = 40;

    /// <summary>Our fields of a kind and the CRM's names of them: as somebody chose, or the usual ones.</summary>
    public static IReadOnlyDictionary<string, string> Of(CrmKind kind, Connection? connection) => connection?.Mapping?.GetValueOrDefault(kind.Name) ?? kind.Fields;

    /// <summary>A record's fields by our names; those it does not have are left out.</summary>
    public static Dictionary<string, string> Ours(IReadOnlyDictionary<string, string> map, IReadOnlyDictionary<string, string> theirs)
    {
        var ours = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, vendorName) in map)
        {
            // What is behind a dot there comes behind an underscore.
            if (theirs.GetValueOrDefault(vendorName.Replace('.', '_')) is { } value) ours[name] = value;
        }

        return ours;
    }

    /// <summary>Fields of ours by the CRM's names; those that are not mapped stay here.</summary>
    public static Dictionary<string, string> Theirs(IReadOnlyDictionary<string, string> map, IReadOnlyDictionary<string, string> ours) =>
        ours.Where(f => map.ContainsKey(f.Key)).ToDictionary(f => map[f.Key], f => f.Value, StringComparer.Ordinal);

    /// <summary>Why a mapping cannot be; null where it can.</summary>
    public static Fault? Problem(ICrm crm, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> mapping)
    {
        if (mapping.Count == 0) return Faults.Invalid.At("mapping", "Name the fields of at least one kind.");
        foreach (var (name, fields) in mapping)
        {
            if (crm.Kinds.FirstOrDefault(k => k.Name == name) is not { } kind) return Faults.Invalid.At("mapping", $"One of {string.Join(", ", crm.Kinds.Select(k => k.Name))}.");
            if (fields is null || fields.Count > MostFields || fields.Any(f => f.Value is null || !Name().IsMatch(f.Key) || !VendorName().IsMatch(f.Value)))
                return Faults.Invalid.At($"mapping.{name}", "At most 40 fields. A name here has 1 to 40 letters and digits, one there 1 to 80 letters, digits, _ and a dot; both begin with a letter.");
            if (!fields.ContainsKey(kind.NaturalField)) return Faults.Invalid.At($"mapping.{name}", $"{kind.NaturalField} is needed: by it a record is found again.");
            if (fields.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count() < fields.Count) return Faults.Invalid.At($"mapping.{name}", "Two fields here cannot be the same one there.");
        }

        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,39}(?:\.[A-Za-z][A-Za-z0-9_]{0,39})?\z")]
    private static partial Regex VendorName();
}
