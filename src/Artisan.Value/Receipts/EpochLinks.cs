using System.Globalization;

namespace Artisan.Value.Receipts;

/// <summary>
/// Whether an epoch really continues the one before it in the file: its leaf 0 embeds that one's last checkpoint. Numbers of epochs may have gaps, because
/// a restore can lose a whole one; but only leaf 0 of the next one can say so, and an epoch that it follows cannot be left out.
/// </summary>
internal static class EpochLinks
{
    /// <summary>
    /// True where the old epoch is whole, so that trust in the new one reaches it; failures go to the report. <paramref name="old"/> is null for the first
    /// epoch of the file.
    /// </summary>
    public static bool Check(EpochReading? old, EpochReading next, KeyChain chain, ReportBuilder report)
    {
        if (old is null && next.Name is null or { Epoch: 1 })
        {
            return false;
        }

        var (problem, whole) = Problem(old, next, chain);
        if (problem is null)
        {
            return whole;
        }

        report.Fail($"{next.Origin}: receipt {next.FirstStatement?.Id ?? "(unreadable)"} at index 0", CheckNames.EpochChain, problem);
        return false;
    }

    private static (string? Problem, bool Whole) Problem(EpochReading? old, EpochReading next, KeyChain chain)
    {
        if (next.FirstStatement is not { Kind: ReceiptKinds.Epoch } statement || EpochBody.TryRead(statement.Body) is not { } body)
        {
            return (old is null ? "The file does not begin with epoch 1, and leaf 0 does not state what became of the epochs before." : "Leaf 0 of a later epoch states the last checkpoint of the epoch before it; this one does not.", false);
        }

        if (body.Origin != next.Origin)
        {
            return ($"Leaf 0 names the log {body.Origin}.", false);
        }

        if (EmbeddedProblem(next, body, chain) is { } embedded)
        {
            return (embedded, false);
        }

        return old is null ? (FirstProblem(body), false) : LinkProblem(old, body);
    }

    /// <summary>What is embedded is signed and of this log's earlier epochs, in order.</summary>
    private static string? EmbeddedProblem(EpochReading next, EpochBody body, KeyChain chain)
    {
        var before = 0;
        foreach (var signed in body.Previous is null ? body.Lost : [body.Previous, .. body.Lost])
        {
            var signer = chain.SignerOf(signed);
            if (next.Name is not { } own || !LogOrigin.TryParse(signed.Checkpoint.Origin, out var origin) || (origin!.Service, origin.Workspace) != (own.Service, own.Workspace) || signer is null || !signed.JwsVerifies(signer))
            {
                return $"The embedded checkpoint of {signed.Checkpoint.Origin} is not one of this log's earlier epochs signed by a key of the file.";
            }

            if (origin.Epoch <= before || origin.Epoch >= own.Epoch)
            {
                return $"The embedded checkpoint of {signed.Checkpoint.Origin} is not of an epoch between {before.ToString(CultureInfo.InvariantCulture)} and {own.Epoch.ToString(CultureInfo.InvariantCulture)}.";
            }

            before = origin.Epoch;
        }

        return null;
    }

    private static string? FirstProblem(EpochBody body) => body switch
    {
        { Previous: null, Kept: 0, Lost.Count: 0 } or { Previous: not null, Kept: 0 } => null,
        _ => $"The log {body.Previous?.Checkpoint.Origin ?? "before it"}, of which {body.Kept} leaves were kept, is missing: the file does not begin with it.",
    };

    private static (string? Problem, bool Whole) LinkProblem(EpochReading old, EpochBody body)
    {
        if (body.Previous?.Checkpoint is not { } head || head.Origin != old.Origin)
        {
            return ($"Leaf 0 follows {body.Previous?.Checkpoint.Origin ?? "nothing"}, the file goes on here after {old.Origin}.", false);
        }

        var last = old.Last?.Signed.Checkpoint;
        var whole = last is not null && head.Size == last.Size;
        return last is null || body.Kept != last.Size || head.Size < last.Size || (whole && head.Root != last.Root)
            ? ($"The embedded checkpoint has {head.Size} leaves of which {body.Kept} were kept; the file holds {last?.Size ?? 0}, and their roots agree only where the sizes do.", false)
            : (null, whole);
    }
}
