using System.Text;

namespace Artisan.Value.Receipts;

/// <summary>Verifies one receipt bundle offline and names every check.</summary>
public static class BundleVerifier
{
    public static VerificationReport Verify(ReadOnlyMemory<byte> file, TrustAnchors trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        if (!ReceiptBundle.TryParse(file, out var bundle, out var leafHash, out var problem))
        {
            return Report(null, new KeyChain(), [Check.Fail(CheckNames.File, problem!)], null, null);
        }

        var chain = new KeyChain();
        var checks = new List<Check> { Check.Pass(CheckNames.File) };
        var keyProblems = bundle!.Keys.Select(k => chain.Add(k, trust)).OfType<string>().ToList();
        checks.AddRange(keyProblems.Count == 0 ? [Check.Pass(CheckNames.Key)] : keyProblems.Select(p => Check.Fail(CheckNames.Key, p)));

        var head = bundle.Checkpoint.Checkpoint;
        var origin = LogOrigin.TryParse(head.Origin, out var parsed) ? parsed : null;
        var (statement, own) = StatementChecks.Of(Encoding.UTF8.GetBytes(bundle.Statement), leafHash!, origin?.Workspace);
        checks.AddRange(own);
        checks.Add(bundle.Proof.Verify(bundle.LeafHash(), head.Root) ? Check.Pass(CheckNames.Inclusion)
            : Check.Fail(CheckNames.Inclusion, $"The proof does not lead from leaf {bundle.Proof.Index} to the root of the checkpoint of size {head.Size}."));

        var signer = chain.SignerOf(bundle.Checkpoint);
        checks.Add(signer is not null ? Check.Pass(CheckNames.CheckpointNote) : Check.Fail(CheckNames.CheckpointNote, "No key of the bundle made the note's signature."));
        checks.Add(signer is not null && bundle.Checkpoint.JwsVerifies(signer) ? Check.Pass(CheckNames.CheckpointJws)
            : Check.Fail(CheckNames.CheckpointJws, "The JWS is not the same statement signed by the same key."));
        checks.Add(SignerCheck.Of(signer?.Thumbprint, chain, trust));
        checks.AddRange(trust.Earlier.Where(h => h.Checkpoint.Origin == head.Origin && h.Checkpoint.Size == head.Size).Select(h => h.Checkpoint.Root == head.Root
            ? Check.Pass(h.Check)
            : Check.Fail(h.Check, $"A checkpoint of size {head.Size} that was {h.How} has another root.")));
        return Report(bundle, chain, checks, statement, signer?.Thumbprint);
    }

    private static VerificationReport Report(ReceiptBundle? bundle, KeyChain chain, List<Check> checks, ReceiptStatement? statement, string? signer)
    {
        var place = bundle is null ? "file" : $"receipt {statement?.Id ?? "(unreadable)"} at index {bundle.Proof.Index}";
        var failures = checks.Where(c => c.State == CheckState.Failed).Select(c => new VerificationFailure(place, c.Name, c.Detail!)).ToList();
        return new VerificationReport
        {
            Outcome = failures.Count > 0 ? VerificationOutcome.Invalid
                : checks.Any(c => c.State == CheckState.Unauthenticated) ? VerificationOutcome.ConsistentSignerUnauthenticated
                : VerificationOutcome.Valid,
            Failures = failures,
            FailureCount = failures.Count,
            ReceiptCount = bundle is null ? 0 : 1,
            Receipt = bundle is null ? null : new ReceiptVerdict(bundle.Checkpoint.Checkpoint.Origin, bundle.Proof.Index, statement?.Id, statement?.Kind, checks),
            Checkpoints = bundle is null ? 0 : 1,
            Epochs = bundle is null ? 0 : 1,
            Workspace = statement?.Workspace,
            Keys = [.. chain.Keys.Select(k => k.Key.Thumbprint)],
            Signer = signer,
            LastCheckpoints = bundle is null ? [] : [bundle.Checkpoint],
        };
    }
}
