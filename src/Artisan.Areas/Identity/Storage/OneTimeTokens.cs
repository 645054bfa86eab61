using Artisan.Areas.Identity.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>Mailed tokens of a user, one of each kind: a newer one kills the older, using one deletes it. Only hashes are stored.</summary>
internal static class OneTimeTokens
{
    /// <summary>Sets a new password.</summary>
    public const string Reset = "tok|reset";

    /// <summary>Confirms another address.</summary>
    public const string Address = "tok|address";

    /// <summary>Brings a former address back.</summary>
    public const string WayBack = "tok|back";

    private const string Hash = "hash";
    private const string For = "for";
    private const string Factor = "factor";

    /// <summary>The row of a new token; <paramref name="about"/> is the address that it is about.</summary>
    public static TableEntity Row(Partition home, string kind, string hash, DateTimeOffset until, string about = "")
    {
        var row = home.Row(kind);
        (row[Hash], row[For], row[Partition.Expiry]) = (hash, about, until);
        return row;
    }

    /// <summary>The row that a token opens; null where it was used, replaced, is too old or never was.</summary>
    public static async Task<TableEntity?> FindAsync(Partition home, string kind, UserToken token, CancellationToken ct) =>
        await home.FindAsync(kind, ct) is { } row && SecretText.Matches(token.Secret, row.GetString(Hash)!) ? row : null;

    /// <summary>The hash that a row holds.</summary>
    public static string HashOf(TableEntity row) => row.GetString(Hash)!;

    /// <summary>The address that a row's token is about.</summary>
    public static string AddressOf(TableEntity row) => row.GetString(For)!;

    /// <summary>Keeps with a way back whether there was a second factor when it was offered.</summary>
    public static TableEntity WithFactor(TableEntity row, bool had)
    {
        row[Factor] = had;
        return row;
    }

    /// <summary>Whether there was a second factor when a way back was offered.</summary>
    public static bool HadFactor(TableEntity row) => row.GetBoolean(Factor) is true;
}
