namespace Artisan.Platform.Signing;

/// <summary>
/// The RSA key that signs receipts' checkpoints: in Key Vault, where it cannot be taken out, or in the data folder of a developer's machine.
/// The private key is asked only to sign; everything public is answered from memory.
/// </summary>
public interface IReceiptSigner
{
    /// <summary>The version that signs now.</summary>
    Task<SigningKey> CurrentAsync(CancellationToken ct);

    /// <summary>Every version that ever signed, the oldest first, each but the first with its succession.</summary>
    Task<IReadOnlyList<SigningKey>> AllAsync(CancellationToken ct);

    /// <summary>The RS256 signature over the data; the same bytes for the same key and data, whoever asks.</summary>
    Task<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> data, CancellationToken ct);
}
