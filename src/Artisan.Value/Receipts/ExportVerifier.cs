namespace Artisan.Value.Receipts;

/// <summary>
/// Verifies an export file offline in one pass, whatever its length: every byte of it is either part of its one spelling or covered by a signature.
/// </summary>
public static class ExportVerifier
{
    public static async ValueTask<VerificationReport> VerifyAsync(Stream file, TrustAnchors trust, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(trust);
        var reading = new ExportReading(file, trust);
        await reading.ReadAsync(ct);
        var authenticated = Authenticate(reading, trust);
        return reading.Report.Build(authenticated, reading.Workspace, reading.Keys, reading.Epochs);
    }

    /// <summary>
    /// A checkpoint of a trusted key signs for every leaf before it, and leaf 0 of an epoch for the whole epoch before it.
    /// True where that reaches everything in the file.
    /// </summary>
    private static bool Authenticate(ExportReading reading, TrustAnchors trust)
    {
        var epochs = reading.Epochs;
        var sizes = new long[epochs.Count];
        for (var e = epochs.Count - 1; e >= 0; e--)
        {
            var whole = e + 1 < epochs.Count && EpochLinks.Check(epochs[e], epochs[e + 1], reading.Keys, reading.Report);
            var trusted = epochs[e].Checkpoints.Where(c => c.Kid is not null && reading.Keys.IsTrusted(c.Kid)).Select(c => c.Signed.Checkpoint.Size).DefaultIfEmpty(-1).Max();
            sizes[e] = whole && sizes[e + 1] > 0 ? Math.Max(trusted, SizeOf(epochs[e])) : trusted;
            if (sizes[e] < SizeOf(epochs[e]) && trust.Thumbprints.Count > 0 && SignerCheck.Of(epochs[e].Last?.Kid, reading.Keys, trust) is { State: CheckState.Failed } refused)
            {
                reading.Report.Fail($"{epochs[e].Origin}: checkpoint of {SizeOf(epochs[e])} leaves", CheckNames.Signer, refused.Detail!);
            }
        }

        if (epochs.Count > 0)
        {
            EpochLinks.Check(null, epochs[0], reading.Keys, reading.Report);
        }

        NoteOnReceipts(reading, sizes, trust);
        return epochs.Count > 0 && Enumerable.Range(0, epochs.Count).All(e => sizes[e] >= 0 && sizes[e] >= SizeOf(epochs[e]));
    }

    private static void NoteOnReceipts(ExportReading reading, long[] sizes, TrustAnchors trust)
    {
        for (var e = 0; e < reading.Epochs.Count; e++)
        {
            var end = e + 1 < reading.Epochs.Count ? reading.Epochs[e + 1].FirstReceipt : reading.Report.Receipts.Count;
            var passed = Check.Pass(CheckNames.Signer);
            var missed = trust.Thumbprints.Count == 0
                ? new Check(CheckNames.Signer, CheckState.Unauthenticated, "No key was pinned beforehand.")
                : Check.Fail(CheckNames.Signer, "No checkpoint over it is signed by a pinned key or one handed on from it.");
            for (var r = reading.Epochs[e].FirstReceipt; r < end; r++)
            {
                var verdict = reading.Report.Receipts[r];
                reading.Report.Receipts[r] = verdict with { Checks = [.. verdict.Checks, verdict.Index < sizes[e] ? passed : missed] };
            }
        }
    }

    /// <summary>An epoch without a checkpoint has failed already and has nothing to be authenticated.</summary>
    private static long SizeOf(EpochReading epoch) => epoch.Last?.Signed.Checkpoint.Size ?? -1;
}
