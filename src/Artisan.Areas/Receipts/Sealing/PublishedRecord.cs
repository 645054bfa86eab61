using Artisan.Azure.Tables;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>A signing key as it was published: its record for bundles and exports, and when it was first shown (1970 where it was there from the beginning).</summary>
internal sealed record PublishedRecord(KeyRecord Record, DateTimeOffset Published)
{
    public string Kid => Record.Key.Thumbprint;

    /// <exception cref="FormatException">The row is not one of ours.</exception>
    public static PublishedRecord From(TableEntity row) => RsaPublicKey.TryFrom(row.GetString("n"), row.GetString("e"), out var key)
        ? new PublishedRecord(new KeyRecord(key!, row.GetDateTimeOffset("validFrom")!.Value, row.GetString("previous"), row.GetString("signature")!), row.GetDateTimeOffset("published")!.Value)
        : throw new FormatException("A stored signing key cannot be read.");

    public TableEntity To(TableEntity row)
    {
        (row["n"], row["e"], row["kid"], row["previous"]) = (Record.Key.N, Record.Key.E, Kid, Record.Previous);
        (row["validFrom"], row["signature"], row["published"]) = (Record.ValidFrom, Record.Signature, Published);
        return row;
    }
}
