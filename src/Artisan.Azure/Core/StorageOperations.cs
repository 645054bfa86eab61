using System.Collections.Concurrent;

namespace Artisan.Azure;

/// <summary>Counts the storage operations of the current asynchronous flow, so that a request can say what it cost and a test can hold it to a budget.</summary>
public sealed class StorageOperations : IDisposable
{
    private static readonly AsyncLocal<StorageOperations?> Ambient = new();

    private readonly StorageOperations? _outer;
    private readonly string? _category;
    private readonly Tally _own = new();
    private readonly ConcurrentDictionary<string, Tally> _categories = new(StringComparer.Ordinal);

    private StorageOperations(StorageOperations? outer, string? category) => (_outer, _category) = (outer, category);

    /// <summary>The scope that counts now, if any.</summary>
    public static StorageOperations? Current => Ambient.Value;

    public int Tables => _own.Counts.Tables;
    public int Queues => _own.Counts.Queues;
    public int Blobs => _own.Counts.Blobs;
    public int Vault => _own.Counts.Vault;
    public int Total => _own.Counts.Total;

    /// <summary>What this scope counted itself and in nested scopes without a category.</summary>
    public StorageCounts Counts => _own.Counts;

    /// <summary>The categories that nested scopes counted apart.</summary>
    public IReadOnlyCollection<string> Categories => [.. _categories.Keys];

    /// <summary>
    /// Begins to count. A nested scope with a category (the gate's read, for example) is kept apart in its outer scopes
    /// and read there with <see cref="Of"/>; one without adds to them.
    /// </summary>
    public static StorageOperations Begin(string? category = null) => Ambient.Value = new StorageOperations(Ambient.Value, category);

    /// <summary>What nested scopes of this category counted.</summary>
    public StorageCounts Of(string category) => _categories.TryGetValue(category, out var tally) ? tally.Counts : default;

    public void Dispose()
    {
        if (Ambient.Value == this) Ambient.Value = _outer;
    }

    internal static void Count(StorageKind kind)
    {
        string? category = null;
        for (var scope = Ambient.Value; scope is not null; scope = scope._outer)
        {
            var tally = category is null ? scope._own : scope._categories.GetOrAdd(category, _ => new Tally());
            tally.Add(kind);
            category ??= scope._category;
        }
    }

    private sealed class Tally
    {
        private readonly int[] _counts = new int[4];

        public StorageCounts Counts => new(Read(StorageKind.Tables), Read(StorageKind.Queues), Read(StorageKind.Blobs), Read(StorageKind.Vault));

        public void Add(StorageKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

        private int Read(StorageKind kind) => Volatile.Read(ref _counts[(int)kind]);
    }
}
