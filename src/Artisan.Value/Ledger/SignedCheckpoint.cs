using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Artisan.Value.Json;

namespace Artisan.Value.Ledger;

/// <summary>A checkpoint with its signature as a C2SP signed note and the same statement as a JWS.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Note, string Jws)
{
    /// <summary>C2SP has no signature type for RSA: the type byte 0xff is followed by this identifier.</summary>
    public const string SignatureType = "artisan.dev/rsa-sha256";

    private const int KeyIdLength = 4;

    /// <summary>Puts the two signatures of one key around a checkpoint.</summary>
    public static SignedCheckpoint Create(Checkpoint checkpoint, RsaPublicKey key, ReadOnlySpan<byte> noteSignature, ReadOnlySpan<byte> jwsSignature)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(key);
        var note = $"{checkpoint.Body()}\n— {checkpoint.Origin} {Convert.ToBase64String([.. KeyId(checkpoint.Origin, key), .. noteSignature])}\n";
        return new SignedCheckpoint(checkpoint, note, Ledger.Jws.Compact(key.Thumbprint, CanonicalJson.Serialize(checkpoint.Payload()), jwsSignature));
    }

    /// <summary>Reads a note with exactly one signature line, by the log itself. Nothing is verified yet.</summary>
    public static bool TryParse(string note, string jws, out SignedCheckpoint? parsed)
    {
        ArgumentNullException.ThrowIfNull(note);
        parsed = null;
        var blank = note.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0
            || !Checkpoint.TryParseBody(note[..(blank + 1)], out var checkpoint)
            || SignatureOf(note[(blank + 2)..], checkpoint!.Origin) is null)
        {
            return false;
        }

        parsed = new SignedCheckpoint(checkpoint, note, jws);
        return true;
    }

    /// <summary>SHA-256(name, newline, 0xff, identifier, SPKI), first four bytes.</summary>
    public static byte[] KeyId(string name, RsaPublicKey key) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', 0xff, .. Encoding.ASCII.GetBytes(SignatureType), .. key.ToSpki()])[..KeyIdLength];

    /// <summary>True only if the note's line is this key's signature over the body.</summary>
    public bool NoteVerifies(RsaPublicKey key)
    {
        var blank = Note.IndexOf("\n\n", StringComparison.Ordinal);
        return blank >= 0
            && Note[..(blank + 1)] == Checkpoint.Body()
            && SignatureOf(Note[(blank + 2)..], Checkpoint.Origin) is { } signature
            && BinaryPrimitives.ReadInt32BigEndian(signature) == BinaryPrimitives.ReadInt32BigEndian(KeyId(Checkpoint.Origin, key))
            && key.Verifies(Checkpoint.NoteSigningInput(), signature.AsSpan(KeyIdLength));
    }

    /// <summary>True only if the JWS is this key's and states this very checkpoint.</summary>
    public bool JwsVerifies(RsaPublicKey key) => Ledger.Jws.Verify(Jws, key, CanonicalJson.Serialize(Checkpoint.Payload()));

    private static byte[]? SignatureOf(string line, string name)
    {
        var prefix = $"— {name} ";
        return line.StartsWith(prefix, StringComparison.Ordinal) && line.EndsWith('\n')
            && StrictBase64.TryDecode(line[prefix.Length..^1], out var bytes) && bytes.Length > KeyIdLength
            ? bytes
            : null;
    }
}
