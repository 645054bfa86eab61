using System.Security.Cryptography;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>What came out of checking a chain.</summary>
/// <param name="Entries">How many entries the chain has.</param>
/// <param name="BrokenAt">The first place that is not as it must be; null where all is sound.</param>
/// <param name="Reason">What is wrong there, in a sentence; null where all is sound.</param>
public sealed record AuditVerification(long Entries, long? BrokenAt, string? Reason)
{
    /// <summary>Nothing was changed, removed, added or moved.</summary>
    public bool Sound => BrokenAt is null;
}

/// <summary>
/// Recomputes a chain from its beginning and compares it with what it was at the check before, which is kept in another table.
/// Finds entries that were changed, removed (at the end too), added or moved, and says where.
/// </summary>
public sealed class AuditVerifier(Stores stores)
{
    private sealed record Walk(long Number, byte[] Hash);

    /// <summary>Checks a chain; <paramref name="erased"/> tells that the owner was erased, so that bodies are meant to be gone.</summary>
    public async Task<AuditVerification> VerifyAsync(AuditScope scope, CancellationToken ct, bool erased = false)
    {
        var chain = scope.Open(stores);
        var anchors = stores.Platform(TableNames.Platform).Partition("audit-anchors");
        var anchor = await anchors.FindAsync(scope.Owner, ct) ?? anchors.Row(scope.Owner);
        var checkedBefore = anchor.GetInt64("n") ?? 0;

        if (await chain.FindAsync(AuditKeys.Head, ct) is not { } head)
        {
            var left = await chain.PageAsync(AuditKeys.Entries, 1, null, ct);
            return checkedBefore == 0 && left.Rows.Count == 0 ? new AuditVerification(0, null, null) : new AuditVerification(0, 1, "The head of the chain was removed.");
        }

        var size = head.GetInt64("n") ?? 0;
        if (size < checkedBefore) return new AuditVerification(size, size + 1, $"The chain had {checkedBefore} entries when it was last checked.");
        var bodies = await CommitmentsAsync(chain, size, ct);
        if (bodies.Broken is not null) return bodies.Broken;

        var at = new Walk(0, AuditHash.Genesis(chain.Key));
        await foreach (var row in chain.RangeAsync(AuditKeys.Entries, ct))
        {
            if (AuditKeys.Number(row.RowKey) > size) break;
            if (Broken(row, at, bodies.Commitments, erased) is { } reason) return new AuditVerification(size, at.Number + 1, reason);
            at = new Walk(at.Number + 1, row.GetBinary("hash")!);
            if (at.Number == checkedBefore && !at.Hash.AsSpan().SequenceEqual(anchor.GetBinary("hash"))) return new AuditVerification(size, at.Number, "The chain was rewritten since it was last checked.");
        }

        if (at.Number != size) return new AuditVerification(size, at.Number + 1, "The entry was removed.");
        if (!at.Hash.AsSpan().SequenceEqual(head.GetBinary("hash"))) return new AuditVerification(size, size, "The head does not belong to the last entry.");
        await RememberAsync(anchors, anchor, at, ct);
        return new AuditVerification(size, null, null);
    }

    private static string? Broken(TableEntity row, Walk before, Dictionary<long, byte[]> bodies, bool erased)
    {
        var number = before.Number + 1;
        if (AuditKeys.Number(row.RowKey) != number) return "The entry was removed.";
        var commitment = row.GetBinary("commitment");
        if (commitment is not { Length: 32 } || row.GetBinary("hash") is not { } hash || !CryptographicOperations.FixedTimeEquals(AuditHash.Next(before.Hash, number, commitment), hash))
        {
            return "The entry was changed or moved.";
        }

        if (!bodies.TryGetValue(number, out var body)) return erased ? null : "The body of the entry was removed.";
        return body.AsSpan().SequenceEqual(commitment) ? null : "The body of the entry was changed or moved.";
    }

    private static async Task<(Dictionary<long, byte[]> Commitments, AuditVerification? Broken)> CommitmentsAsync(Partition chain, long size, CancellationToken ct)
    {
        var commitments = new Dictionary<long, byte[]>();
        await foreach (var row in chain.RangeAsync(AuditKeys.Bodies, ct))
        {
            var number = row.GetInt64("n") ?? 0;
            if (number > size) continue;
            if (!commitments.TryAdd(number, AuditHash.Commitment(row.GetBinary("salt") ?? [], row.GetString("body") ?? ""))) return (commitments, new AuditVerification(size, number, "The entry has two bodies."));
        }

        return (commitments, null);
    }

    private static async Task RememberAsync(Partition anchors, TableEntity anchor, Walk at, CancellationToken ct)
    {
        anchor["n"] = at.Number;
        anchor["hash"] = at.Hash;
        try
        {
            await anchors.Change().Save(anchor).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another check of the same chain noted its result; both were sound.
        }
    }
}
