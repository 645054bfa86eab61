using Artisan.Azure.Tables;

namespace Artisan.Platform.Storage;

/// <summary>What a conflicting write met.</summary>
public enum ConflictKind
{
    /// <summary>The row to insert exists already (409).</summary>
    Exists,

    /// <summary>The row to replace or delete was changed since it was read (412).</summary>
    Changed,

    /// <summary>The row to replace or delete is gone (404).</summary>
    Gone,
}

/// <summary>
/// A change was refused whole because one of its rows was not as expected; nothing was written.
/// Never thrown for a change's own first try whose answer was lost: that one is recognised by its write id.
/// </summary>
public sealed class WriteConflictException(ConflictKind kind, string rowKey, Exception inner)
    : Exception($"The change met a row that was not as expected ({kind}).", inner)
{
    /// <summary>What the write met.</summary>
    public ConflictKind Kind => kind;

    /// <summary>The row that was not as expected.</summary>
    public string RowKey => rowKey;

    /// <summary>That row as it is stored, where it had to be looked at to know of the conflict; null tells nothing.</summary>
    public TableEntity? Stored { get; init; }
}
