using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Secrets;

/// <summary>
/// Seals secrets that must be read again (webhook secrets, OAuth tokens, authenticator seeds) with the data key of the workspace or user whose rows hold them.
/// A sealed text opens only in the very place it was sealed for: copied into another row, property, partition or workspace it is worthless.
/// </summary>
public sealed class SealedSecrets(DataKeys keys)
{
    private const string Format = "v1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Seals a secret for one property of one row.</summary>
    public async Task<string> SealAsync(Partition home, string rowKey, string property, string secret, CancellationToken ct)
    {
        var (version, key) = await keys.NewestAsync(home, ct);
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength, plain.Length), sealedBytes.AsSpan(NonceLength + plain.Length), Place(home, rowKey, property));
        CryptographicOperations.ZeroMemory(plain);
        return string.Create(CultureInfo.InvariantCulture, $"{Format}.{version}.{Base64Url.EncodeToString(sealedBytes)}");
    }

    /// <summary>Opens what was sealed for this property of this row.</summary>
    /// <exception cref="SecretUnreadableException">It was changed, sealed for another place, or its key was destroyed.</exception>
    public async Task<string> OpenAsync(Partition home, string rowKey, string property, string sealedText, CancellationToken ct)
    {
        if (sealedText.Split('.') is not [Format, var number, var text] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || !Base64Url.IsValid(text))
        {
            throw new SecretUnreadableException("The text is not a sealed secret.");
        }

        var sealedBytes = Base64Url.DecodeFromChars(text);
        if (sealedBytes.Length < NonceLength + TagLength) throw new SecretUnreadableException("The text is not a sealed secret.");
        var key = await keys.FindAsync(home, version, ct) ?? throw new SecretUnreadableException("The key of the secret was destroyed.");
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(sealedBytes.AsSpan(0, NonceLength), sealedBytes.AsSpan(NonceLength, plain.Length), sealedBytes.AsSpan(NonceLength + plain.Length), plain, Place(home, rowKey, property));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SecretUnreadableException("The secret was changed, or sealed for another place.", e);
        }
    }

    /// <summary>Whether a secret was sealed with an older key than the present one, so that whoever has it open may seal it again.</summary>
    public async Task<bool> IsOldAsync(Partition home, string sealedText, CancellationToken ct) =>
        sealedText.Split('.') is [Format, var number, _] && number != (await keys.NewestAsync(home, ct)).Version.ToString(CultureInfo.InvariantCulture);

    // Keys hold no control characters, so a line break keeps the parts apart.
    private static byte[] Place(Partition home, string rowKey, string property) => Encoding.UTF8.GetBytes($"{home.Table}\n{home.Key}\n{rowKey}\n{property}");
}
