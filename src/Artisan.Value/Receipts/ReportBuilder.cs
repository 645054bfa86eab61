using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>Collects what a verification finds.</summary>
internal sealed class ReportBuilder
{
    private const int MostFailures = 1_000;

    private readonly List<VerificationFailure> _failures = [];
    private int _failureCount;

    public List<ReceiptVerdict> Receipts { get; } = [];

    public void Fail(string place, string check, string detail)
    {
        if (_failureCount++ < MostFailures)
        {
            _failures.Add(new VerificationFailure(place, check, detail));
        }
    }

    /// <summary>Notes the failures of a receipt and keeps its verdict.</summary>
    public void Add(ReceiptVerdict verdict, string place)
    {
        foreach (var check in verdict.Checks.Where(c => c.State == CheckState.Failed))
        {
            Fail(place, check.Name, check.Detail!);
        }

        Receipts.Add(verdict);
    }

    public VerificationReport Build(bool authenticated, string? workspace, KeyChain chain, IReadOnlyList<EpochReading> epochs) => new()
    {
        Outcome = _failureCount > 0 ? VerificationOutcome.Invalid
            : authenticated ? VerificationOutcome.Valid
            : VerificationOutcome.ConsistentSignerUnauthenticated,
        Failures = _failures,
        FailureCount = _failureCount,
        Receipts = Receipts,
        Checkpoints = epochs.Sum(e => e.Checkpoints.Count),
        Epochs = epochs.Count,
        Workspace = workspace,
        Keys = [.. chain.Keys.Select(k => k.Key.Thumbprint)],
        Signer = epochs.Count > 0 ? epochs[^1].Last?.Kid : null,
        LastCheckpoints = [.. epochs.Select(e => e.Last?.Signed).OfType<SignedCheckpoint>()],
    };
}
