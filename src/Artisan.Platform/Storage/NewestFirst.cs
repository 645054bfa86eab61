using System.Globalization;

namespace Artisan.Platform.Storage;

/// <summary>Row key parts that sort the newest first, because a table reads in ascending order only.</summary>
public static class NewestFirst
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>An instant as 19 digits; a later one sorts before an earlier one.</summary>
    public static string Key(DateTimeOffset at) => (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A ULID turned round: a newer one sorts before an older one. Turning it twice gives the ULID back.</summary>
    /// <exception cref="ArgumentException">The text is not written in a ULID's characters.</exception>
    public static string Key(string ulid) => string.Create(ulid.Length, ulid, static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var digit = Alphabet.IndexOf(from[i], StringComparison.Ordinal);
            text[i] = digit < 0 ? throw new ArgumentException("Not a ULID.", nameof(ulid)) : Alphabet[31 - digit];
        }
    });
}
