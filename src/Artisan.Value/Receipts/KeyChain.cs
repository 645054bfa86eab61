using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>The keys of a file in the order in which they signed, and which of them a reader may trust.</summary>
internal sealed class KeyChain
{
    /// <summary>More keys than a log ever has would only serve to keep a verifier busy.</summary>
    public const int MostKeys = 100;

    private readonly List<KeyRecord> _keys = [];
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly HashSet<string> _trusted = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyRecord> Keys => _keys;

    /// <summary>Adds the next key; says what is wrong with it, or null.</summary>
    public string? Add(KeyRecord record, TrustAnchors trust)
    {
        var kid = record.Key.Thumbprint;
        if (record.Kid != kid)
        {
            return $"The record names the key {record.Kid}, but the thumbprint of its key is {kid}: the key was swapped.";
        }

        if (!_order.TryAdd(kid, _keys.Count))
        {
            return $"The key {kid} is listed twice.";
        }

        var previous = _keys.Count > 0 ? _keys[^1] : null;
        _keys.Add(record);
        if (record.Previous is not null && record.Previous != previous?.Key.Thumbprint)
        {
            return $"The key {kid} names {record.Previous} as the key before it, which is not the one listed before it.";
        }

        var verified = record.Verifies(record.Previous is null ? record.Key : previous!.Key);
        if (trust.Thumbprints.Contains(kid) || (verified && record.Previous is not null && _trusted.Contains(record.Previous)))
        {
            _trusted.Add(kid);
        }

        return !verified ? $"The record of the key {kid} is not signed by {record.Previous ?? "itself"}."
            : previous is not null && previous.ValidFrom > record.ValidFrom ? $"The key {kid} begins before the one listed before it."
            : null;
    }

    public RsaPublicKey? Find(string? kid) => kid is not null && _order.TryGetValue(kid, out var at) ? _keys[at].Key : null;

    /// <summary>Where the key stands in the order; a later checkpoint is never signed by an earlier key.</summary>
    public int OrderOf(string kid) => _order[kid];

    public bool IsTrusted(string kid) => _trusted.Contains(kid);

    /// <summary>The key that made the note's signature, if it is one of these.</summary>
    public RsaPublicKey? SignerOf(SignedCheckpoint checkpoint) => _keys.Select(k => k.Key).FirstOrDefault(checkpoint.NoteVerifies);
}
