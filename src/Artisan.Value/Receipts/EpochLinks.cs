using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>Whether an epoch really continues the one before it: its leaf 0 embeds that one's last checkpoint.</summary>
internal static class EpochLinks
{
    /// <summary>True where the old epoch is whole, so that trust in the new one reaches it; failures go to the report.</summary>
    public static bool Check(EpochReading old, EpochReading next, KeyChain chain, ReportBuilder report)
    {
        var place = $"{next.Origin}: receipt {next.FirstStatement?.Id ?? "(unreadable)"} at index 0";
        if (next.FirstStatement is not { Kind: ReceiptKinds.Epoch } statement || EpochBody.TryRead(statement.Body) is not { } body)
        {
            report.Fail(place, CheckNames.EpochChain, "Leaf 0 of a later epoch states the last checkpoint of the epoch before it; this one does not.");
            return false;
        }

        if (body.Origin != next.Origin || !SignedCheckpoint.TryParse(body.PreviousNote, body.PreviousJws, out var embedded))
        {
            report.Fail(place, CheckNames.EpochChain, "Leaf 0 names another log, or its embedded checkpoint is malformed.");
            return false;
        }

        var head = embedded!.Checkpoint;
        var signer = chain.SignerOf(embedded);
        if (head.Origin != old.Origin || signer is null || !embedded.JwsVerifies(signer))
        {
            report.Fail(place, CheckNames.EpochChain, $"The embedded checkpoint is not one of {old.Origin} signed by a key of the file.");
            return false;
        }

        var last = old.Last?.Signed.Checkpoint;
        var whole = last is not null && head.Size == last.Size;
        if (last is null || body.Kept != last.Size || head.Size < last.Size || (whole && head.Root != last.Root))
        {
            report.Fail(place, CheckNames.EpochChain, $"The embedded checkpoint has {head.Size} leaves of which {body.Kept} were kept; the file holds {last?.Size ?? 0}, and their roots agree only where the sizes do.");
            return false;
        }

        return whole;
    }
}
