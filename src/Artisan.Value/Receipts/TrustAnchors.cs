using System.Collections.Frozen;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>What the verifier knew before it opened the file: thumbprints of signing keys, and checkpoints that were handed to it earlier.</summary>
public sealed record TrustAnchors(IReadOnlySet<string> Thumbprints, IReadOnlyList<SignedCheckpoint> HeldCheckpoints)
{
    /// <summary>The checkpoints up to which the verifier itself verified these logs before.</summary>
    public IReadOnlyList<SignedCheckpoint> VerifiedBefore { get; init; } = [];

    /// <summary>Every checkpoint that a file must fit to.</summary>
    internal IEnumerable<EarlierCheckpoint> Earlier =>
    [
        .. HeldCheckpoints.Select(h => new EarlierCheckpoint(h.Checkpoint, CheckNames.HeldCheckpoint, "handed over earlier")),
        .. VerifiedBefore.Select(v => new EarlierCheckpoint(v.Checkpoint, CheckNames.VerifiedBefore, "verified before")),
    ];

    /// <summary>Nothing is known: a file can be consistent, its signer cannot be authenticated.</summary>
    public static TrustAnchors None { get; } = new(FrozenSet<string>.Empty, []);

    public static TrustAnchors Of(params IEnumerable<string> thumbprints) => new(thumbprints.ToFrozenSet(StringComparer.Ordinal), []);

    public static TrustAnchors Of(Jwks keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Of(keys.Keys.Select(k => k.Key.Thumbprint));
    }
}

/// <summary>A checkpoint from before, the check that a file must pass for it, and how the verifier came by it.</summary>
internal sealed record EarlierCheckpoint(Checkpoint Checkpoint, string Check, string How);
