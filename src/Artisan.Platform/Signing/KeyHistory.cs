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

    /// <summary>Adds a version behind the ones that are there; false where another instance did so first.</summary>
    public async Task<bool> TryAddAsync(int place, SigningKey key, CancellationToken ct)
    {
        var row = Home.Row(place.ToString("D6", CultureInfo.InvariantCulture));
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
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private static SigningKey From(TableEntity row) => new(
        row.GetString("kid")!, row.GetString("version")!, new RSAParameters { Modulus = row.GetBinary("n"), Exponent = row.GetBinary("e") },
        row.GetDateTimeOffset("since")!.Value, row.GetString("previous"), row.GetBinary("succession")!);
}
