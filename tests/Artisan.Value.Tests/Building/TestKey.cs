using System.Collections.Concurrent;
using System.Security.Cryptography;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Building;

/// <summary>An RSA signing key of a test; the same name is the same key, today and tomorrow, so that files made with it can be kept.</summary>
public sealed class TestKey
{
    private static readonly ConcurrentDictionary<string, TestKey> Known = new();
    private readonly RSA _rsa;

    private TestKey(string name)
    {
        _rsa = SeededRsa.Create(name);
        Public = RsaPublicKey.From(_rsa);
    }

    public RsaPublicKey Public { get; }

    public static TestKey Named(string name) => Known.GetOrAdd(name, seed => new TestKey(seed));

    public byte[] Sign(byte[] data)
    {
        // An RSA object promises nothing about use by several threads.
        lock (_rsa)
        {
            return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    public SignedCheckpoint Sign(Checkpoint checkpoint) =>
        SignedCheckpoint.Create(checkpoint, Public, Sign(checkpoint.NoteSigningInput()), Sign(checkpoint.JwsSigningInput(Public.Thumbprint)));

    /// <summary>A record that begins a chain with this key.</summary>
    public KeyRecord First(DateTimeOffset validFrom) => Record(validFrom, null);

    /// <summary>A record that hands this key on from another.</summary>
    public KeyRecord After(TestKey previous, DateTimeOffset validFrom) => Record(validFrom, previous);

    private KeyRecord Record(DateTimeOffset validFrom, TestKey? previous) => KeyRecord.Create(
        Public, validFrom, previous?.Public.Thumbprint, (previous ?? this).Sign(KeyRecord.SigningInput(Public, validFrom, previous?.Public.Thumbprint)));
}
