using System.Collections.Frozen;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>What the verifier knew before it opened the file: thumbprints of signing keys, and checkpoints that were handed to it earlier.</summary>
public sealed record TrustAnchors(IReadOnlySet<string> Thumbprints, IReadOnlyList<SignedCheckpoint> HeldCheckpoints)
{
    /// <summary>Nothing is known: a file can be consistent, its signer cannot be authenticated.</summary>
    public static TrustAnchors None { get; } = new(FrozenSet<string>.Empty, []);

    public static TrustAnchors Of(params IEnumerable<string> thumbprints) => new(thumbprints.ToFrozenSet(StringComparer.Ordinal), []);

    public static TrustAnchors Of(Jwks keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Of(keys.Keys.Select(k => k.Key.Thumbprint));
    }
}
