using Artisan.Azure.Tables;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>A signed checkpoint as it is kept: note, JWS, the key's name and the tree's right edge at that size.</summary>
internal static class CheckpointRow
{
    public static void Write(TableEntity row, SignedHead head)
    {
        row["signed"] = head.Size;
        row["note"] = head.Signed.Note;
        row["jws"] = head.Signed.Jws;
        row["kid"] = head.Kid;
        row["edge"] = head.Frontier.ToBytes();
    }

    /// <exception cref="FormatException">The row is not one of ours.</exception>
    public static SignedHead From(TableEntity row) =>
        SignedCheckpoint.TryParse(row.GetString("note") ?? "", row.GetString("jws") ?? "", out var signed)
            ? new SignedHead(signed!, Frontier.Parse(row.GetBinary("edge")), row.GetString("kid") ?? "")
            : throw new FormatException("A stored checkpoint is not a signed note.");
}
