namespace Artisan.Platform.Storage;

/// <summary>A half-open range of row keys within one partition; compared by ordinal, as Table storage does.</summary>
public readonly record struct RowRange(string From, string? To)
{
    /// <summary>Every row whose key begins with the prefix.</summary>
    public static RowRange Prefix(string prefix) => new(prefix, Successor(prefix));

    /// <summary>From one key (inclusive) to another (exclusive).</summary>
    public static RowRange Between(string from, string to) => new(from, to);

    /// <summary>Whether a row is in this range.</summary>
    public bool Holds(string rowKey) => string.CompareOrdinal(rowKey, From) >= 0 && (To is null || string.CompareOrdinal(rowKey, To) < 0);

    /// <summary>The rest of this range behind a row.</summary>
    public RowRange After(string rowKey) => this with { From = rowKey + "\u0001" };

    // The smallest text that is larger than every text with this prefix. Our prefixes end in ASCII, so the last character can be raised.
    private static string? Successor(string prefix) => prefix.Length == 0 ? null : prefix[..^1] + (char)(prefix[^1] + 1);
}
