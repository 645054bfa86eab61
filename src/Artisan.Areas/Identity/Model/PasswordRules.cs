using System.Collections.Frozen;
using Artisan.Areas.Identity.Contracts;

namespace Artisan.Areas.Identity.Model;

/// <summary>
/// What a password must be: 8 to 256 characters of any kind, and not one that attackers try first. Nothing is trimmed, and no mixture of
/// kinds of characters is asked for.
/// </summary>
internal static class PasswordRules
{
    public const int Least = 8;
    public const int Most = 256;
    private const string List = "Artisan.Areas.Identity.Model.common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> Common = new(Read);

    /// <summary>How many passwords the list of common ones holds.</summary>
    public static int ListLength => Common.Value.Count;

    /// <summary>Whether an attacker would try this password early: it is on the list, is made of one or two characters, or repeats whose it is.</summary>
    public static bool IsCommon(string password, EmailAddress address)
    {
        if (Common.Value.Contains(password) || password.Distinct().Count() <= 2) return true;
        var local = address.Text[..address.Text.LastIndexOf('@')];
        return password.Equals(address.Text, StringComparison.OrdinalIgnoreCase) || password.Equals(local, StringComparison.OrdinalIgnoreCase);
    }

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream(List)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
