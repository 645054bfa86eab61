using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Azure.Tables;

namespace Artisan.Areas.Billing.Storage;

/// <summary>A document in a row, cut into the lengths that properties hold.</summary>
internal static class LongDoc
{
    private const int MostCharacters = 30_000;

    public static TableEntity Into<T>(TableEntity row, T document, JsonTypeInfo<T> type)
    {
        foreach (var (part, index) in JsonSerializer.Serialize(document, type).Chunk(MostCharacters).Select((part, index) => (new string(part), index))) row[Part(index)] = part;
        return row;
    }

    public static T From<T>(TableEntity row, JsonTypeInfo<T> type)
    {
        var text = string.Concat(Enumerable.Range(0, row.Count).Select(i => row.ContainsKey(Part(i)) ? row.GetString(Part(i)) : null).TakeWhile(part => part is not null));
        return JsonSerializer.Deserialize(text, type)!;
    }

    private static string Part(int index) => $"doc{index.ToString(CultureInfo.InvariantCulture)}";
}
