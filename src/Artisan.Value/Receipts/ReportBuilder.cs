using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>Collects what a verification finds.</summary>
internal sealed class ReportBuilder
{
    /// <summary>So many failures are told, the others are counted.</summary>
    public const int MostFailures = 1_000;

    private readonly List<VerificationFailure> _failures = [];
    private int _failureCount;

    /// <summary>How many receipts were looked at.</summary>
    public int Receipts { get; private set; }

    public void Fail(string place, string check, string detail)
    {
        if (_failureCount++ < MostFailures)
        {
            _failures.Add(new VerificationFailure(place, check, detail));
        }
    }

    /// <summary>Counts a receipt and notes its failures.</summary>
    public void Receipt(string place, IEnumerable<Check> failed)
    {
        Receipts++;
        foreach (var check in failed)
        {
            Fail(place, check.Name, check.Detail!);
        }
    }

    /// <summary>Counts receipts whose failures come too late to be told.</summary>
    public void Uncounted(int receipts, int failures)
    {
        Receipts += receipts;
        _failureCount += failures;
    }

    public VerificationReport Build(bool authenticated, bool leavesHeldOut, string? workspace, KeyChain chain, IReadOnlyList<EpochReading> epochs) => new()
    {
        Outcome = _failureCount > 0 ? VerificationOutcome.Invalid
            : !authenticated ? VerificationOutcome.ConsistentSignerUnauthenticated
            : leavesHeldOut ? VerificationOutcome.HeldCheckpointOutside
            : VerificationOutcome.Valid,
        Failures = _failures,
        FailureCount = _failureCount,
        ReceiptCount = Receipts,
        Checkpoints = epochs.Sum(e => e.Checkpoints),
        Epochs = epochs.Count,
        Range = epochs is [{ IsRange: true } part] ? (part.First, part.Size) : null,
        Workspace = workspace,
        Keys = [.. chain.Keys.Select(k => k.Key.Thumbprint)],
        Signer = epochs.Count > 0 ? epochs[^1].Last?.Kid : null,
        LastCheckpoints = [.. epochs.Select(e => e.Last?.Signed).OfType<SignedCheckpoint>()],
    };
}
