using System.Collections.Concurrent;
using System.Security.Cryptography;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Value.Tests.Building;

/// <summary>An RSA signing key of a test; the same name is the same key throughout a run, because making one takes long.</summary>
public sealed class TestKey
{
    private static readonly ConcurrentDictionary<string, TestKey> Known = new();
    private readonly RSA _rsa = RSA.Create(2048);

    private TestKey()
    {
        Public = RsaPublicKey.From(_rsa);
    }

    public RsaPublicKey Public { get; }

    public static TestKey Named(string name) => Known.GetOrAdd(name, _ => new TestKey());

    public byte[] Sign(byte[] data) => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public SignedCheckpoint Sign(Checkpoint checkpoint) =>
        SignedCheckpoint.Create(checkpoint, Public, Sign(checkpoint.NoteSigningInput()), Sign(checkpoint.JwsSigningInput(Public.Thumbprint)));

    /// <summary>A record that begins a chain with this key.</summary>
    public KeyRecord First(DateTimeOffset validFrom) => Record(validFrom, null);

    /// <summary>A record that hands this key on from another.</summary>
    public KeyRecord After(TestKey previous, DateTimeOffset validFrom) => Record(validFrom, previous);

    private KeyRecord Record(DateTimeOffset validFrom, TestKey? previous) => KeyRecord.Create(
        Public, validFrom, previous?.Public.Thumbprint, (previous ?? this).Sign(KeyRecord.SigningInput(Public, validFrom, previous?.Public.Thumbprint)));
}
