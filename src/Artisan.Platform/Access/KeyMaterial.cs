using System.Security.Cryptography;

namespace Artisan.Platform.Access;

/// <summary>How keys of the ring are made and named.</summary>
internal static class KeyMaterial
{
    public static IReadOnlyList<KeyPurpose> Purposes { get; } = Enum.GetValues<KeyPurpose>();

    public static string Name(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.AccessTokens => "access-tokens",
        KeyPurpose.RefreshTokens => "refresh-tokens",
        KeyPurpose.Cursors => "cursors",
        KeyPurpose.Pseudonyms => "pseudonyms",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    public static byte[] Create(KeyPurpose purpose)
    {
        if (purpose is not KeyPurpose.AccessTokens) return RandomNumberGenerator.GetBytes(32);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportPkcs8PrivateKey();
    }

    /// <summary>Refuses what cannot be a key of this purpose, so that a wrong secret stops the start instead of the first sign-in.</summary>
    public static byte[] Read(KeyPurpose purpose, string text, string where)
    {
        try
        {
            var bytes = Convert.FromBase64String(text.Trim());
            if (purpose is KeyPurpose.AccessTokens)
            {
                using var ecdsa = ECDsa.Create();
                ecdsa.ImportPkcs8PrivateKey(bytes, out _);
                if (ecdsa.KeySize != 256) throw new FormatException();
            }
            else if (bytes.Length < 32)
            {
                throw new FormatException();
            }

            return bytes;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new InvalidOperationException($"{where} does not hold a key for {Name(purpose)}: base64 of {(purpose is KeyPurpose.AccessTokens ? "a PKCS#8 key on P-256" : "at least 32 bytes")} is expected.");
        }
    }
}
