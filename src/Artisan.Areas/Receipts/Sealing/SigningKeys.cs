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
        while (versions.FirstOrDefault(v => known.All(k => k.Kid != v.Kid)) is { } unknown)
        {
            await PublishAsync(known, unknown, versions, ct);
            known = await ReadAsync(ct);
        }

        return _known = known;
    }

    /// <summary>The key that signs now: the newest one published long enough ago, and never one older than <paramref name="lastKid"/>, which signed before.</summary>
    public async Task<SigningKey> CurrentAsync(string? lastKid, CancellationToken ct)
    {
        var all = await AllAsync(ct);
        var versions = await signer.AllAsync(ct);
        var due = clock.Now.AddMinutes(-options.Value.KeyPublishedMinutes ?? 0);
        var last = all.ToList().FindIndex(k => k.Kid == lastKid);
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (i > 0 && i > last && all[i].Published > due && versions.Any(v => v.Kid == all[i - 1].Kid)) continue;
            if (versions.FirstOrDefault(v => v.Kid == all[i].Kid) is { } version) return version;
        }

        throw new InvalidOperationException("The signer has none of the published keys.");
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

    private async Task PublishAsync(IReadOnlyList<PublishedRecord> known, SigningKey key, IReadOnlyList<SigningKey> versions, CancellationToken ct)
    {
        var before = known.Count > 0 ? known[^1] : null;
        var voucher = versions.FirstOrDefault(v => v.Kid == before?.Kid);
        var publicKey = PublicKey(key);
        var validFrom = before is not null && before.Record.ValidFrom > key.ValidFrom ? before.Record.ValidFrom : key.ValidFrom;
        var signature = await signer.SignAsync(voucher ?? key, KeyRecord.SigningInput(publicKey, validFrom, voucher?.Kid), ct);
        var published = new PublishedRecord(KeyRecord.Create(publicKey, validFrom, voucher?.Kid, signature), clock.Now);
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
