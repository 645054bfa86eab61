using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Signing;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>
/// Every key that ever signed or will sign, in order, each vouched for by the one before. A new version is published first and signs
/// a set time later; what was published stays, so that old proofs verify for ever.
/// </summary>
internal sealed class SigningKeys(IReceiptSigner signer, Stores stores, SystemClock clock, IOptions<ReceiptsOptions> options)
{
    private volatile IReadOnlyList<PublishedRecord> _known = [];

    private Partition Partition => stores.Platform(LedgerKeys.Table).Partition(LedgerKeys.SigningKeys);

    /// <summary>All keys, the oldest first; a version that the signer has and nobody knows yet is published by this call.</summary>
    public async Task<IReadOnlyList<PublishedRecord>> AllAsync(CancellationToken ct)
    {
        var versions = await signer.AllAsync(ct);
        if (_known.Count > 0 && versions.All(v => _known.Any(k => k.Kid == v.Kid))) return _known;
        var known = await ReadAsync(ct);

        // Where nothing was ever shown there is nobody to be warned ahead.
        var shown = known.Count == 0 ? DateTimeOffset.UnixEpoch : clock.Now;
        while (versions.FirstOrDefault(v => known.All(k => k.Kid != v.Kid)) is { } unknown)
        {
            await PublishAsync(known, unknown, shown, ct);
            known = await ReadAsync(ct);
        }

        return _known = known;
    }

    /// <summary>
    /// The key that signs now: the signer's, unless it was published too recently and there is one before it; and never one older than
    /// <paramref name="lastKid"/>, which signed before.
    /// </summary>
    public async Task<SigningKey> CurrentAsync(string? lastKid, CancellationToken ct)
    {
        var all = (await AllAsync(ct)).ToList();
        var current = await signer.CurrentAsync(ct);
        var due = clock.Now.AddMinutes(-options.Value.KeyPublishedMinutes ?? 0);
        var newest = all.FindIndex(k => k.Kid == current.Kid);
        var shown = all.FindLastIndex(newest, k => k.Published <= due);
        var at = Math.Max(shown < 0 ? newest : shown, all.FindIndex(k => k.Kid == lastKid));
        return at == newest ? current : (await signer.AllAsync(ct)).FirstOrDefault(v => v.Kid == all[at].Kid) ?? throw new InvalidOperationException("The signer has lost the key that signed before.");
    }

    /// <summary>The key that signed a checkpoint, by its note and its JWS; null where none of ours did.</summary>
    public async Task<string?> SignerOfAsync(SignedCheckpoint signed, CancellationToken ct) =>
        (await AllAsync(ct)).LastOrDefault(k => signed.NoteVerifies(k.Record.Key) && signed.JwsVerifies(k.Record.Key))?.Kid;

    /// <summary>The keys as bundles and exports carry them.</summary>
    public async Task<IReadOnlyList<KeyRecord>> RecordsAsync(CancellationToken ct) => [.. (await AllAsync(ct)).Select(k => k.Record)];

    public static RsaPublicKey PublicKey(SigningKey key) => RsaPublicKey.From(key.PublicKey.Modulus, key.PublicKey.Exponent);

    private async Task<IReadOnlyList<PublishedRecord>> ReadAsync(CancellationToken ct)
    {
        var known = new List<PublishedRecord>();
        await foreach (var row in Partition.RangeAsync(RowRange.Prefix(LedgerKeys.SigningKeyPrefix), ct)) known.Add(PublishedRecord.From(row));
        return known;
    }

    // The signer brings the signature by which the version before hands over; that one may not be able to sign any more.
    private async Task PublishAsync(IReadOnlyList<PublishedRecord> known, SigningKey key, DateTimeOffset shown, CancellationToken ct)
    {
        var before = known.Count > 0 ? known[^1].Record.Key : null;
        var record = KeyRecord.Create(PublicKey(key), key.ValidFrom, key.PreviousKid, key.Succession);
        if (!record.Verifies(record.Previous is null ? record.Key : before ?? record.Key)) throw new InvalidOperationException("A version of the signing key is not handed over to by the one before it.");
        var published = new PublishedRecord(record, shown);
        try
        {
            await Partition.Change().Insert(published.To(Partition.Row(LedgerKeys.SigningKey(known.Count)))).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another process published this place in the order; the next reading shows whether there is more to publish.
        }
    }
}
