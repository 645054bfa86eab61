using System.Globalization;
using System.Security.Cryptography;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Signing;

/// <summary>
/// The public halves of every version that ever signed, and how each handed over to the next: kept in a table, because a receipt must verify
/// when the vault has long forgotten the version.
/// </summary>
internal sealed class KeyHistory(Stores stores, string keyName)
{
    private Partition Home => stores.Platform(TableNames.Platform).Partition($"receipt-keys|{keyName}");

    public async Task<List<SigningKey>> ReadAsync(CancellationToken ct)
    {
        var keys = new List<SigningKey>();
        await foreach (var row in Home.RangeAsync(new RowRange("", null), ct)) keys.Add(From(row));
        return keys;
    }

    /// <summary>Adds a version; where another instance added it first, that record counts.</summary>
    public async Task<SigningKey> AddAsync(SigningKey key, CancellationToken ct)
    {
        var row = Home.Row($"{key.ValidFrom.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}|{key.Version}");
        row["kid"] = key.Kid;
        row["version"] = key.Version;
        row["n"] = key.PublicKey.Modulus;
        row["e"] = key.PublicKey.Exponent;
        row["since"] = key.ValidFrom;
        row["previous"] = key.PreviousKid;
        row["succession"] = key.Succession;
        try
        {
            await Home.Change().Insert(row).CommitAsync(ct);
            return key;
        }
        catch (WriteConflictException)
        {
            return From((await Home.FindAsync(row.RowKey, ct))!);
        }
    }

    private static SigningKey From(TableEntity row) => new(
        row.GetString("kid")!, row.GetString("version")!, new RSAParameters { Modulus = row.GetBinary("n"), Exponent = row.GetBinary("e") },
        row.GetDateTimeOffset("since")!.Value, row.GetString("previous"), row.GetBinary("succession")!);
}
