using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Areas.Identity.Contracts;

/// <summary>
/// A bare e-mail address as its owner wrote it. Two that differ only in case are the same: <see cref="Key"/> is equal,
/// and being a hash it may stand in keys, which appear in logs.
/// </summary>
public sealed record EmailAddress
{
    private const int MostCharacters = 254;

    private EmailAddress(string text) => (Text, Key) = (text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToLowerInvariant()))));

    /// <summary>The address, to write to.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the address in lower case.</summary>
    public string Key { get; }

    /// <summary>Reads an address; one that could break a mail header or name two recipients is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var bare = text.Trim();
        var at = bare.LastIndexOf('@');
        address = bare.Length <= MostCharacters && at is > 0 and <= 64 && at < bare.Length - 1 && bare.IndexOf('@') == at && !bare.Any(Refused) && bare[^1] != '.' && bare[at + 1] != '.'
            ? new EmailAddress(bare)
            : null;
        return address is not null;
    }

    // An address is personal data: the text form, which a log would show, names only its hash.
    public override string ToString() => $"address {Key[..12]}";

    private static bool Refused(char c) => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is ',' or ';' or '<' or '>' or '"' or '(' or ')' or ':' or '\\' or '[' or ']' or '\u2028' or '\u2029';
}
