namespace Artisan.Value.Receipts;

/// <summary>
/// Verifies an export file offline in one pass and in the same memory whatever its length, but for sixteen bytes an id: every byte of it is either part of its one spelling or covered by a signature.
/// </summary>
public static class ExportVerifier
{
    public static async ValueTask<VerificationReport> VerifyAsync(Stream file, TrustAnchors trust, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(trust);
        var reading = new ExportReading(file, trust);
        await reading.ReadAsync(ct);
        var authenticated = IsAuthenticated(reading, Authenticate(reading, trust));
        return reading.Report.Build(authenticated, reading.LeavesHeldOut, reading.Workspace, reading.Keys, reading.Epochs);
    }

    /// <summary>Verifies a file that can be read twice, and hands on the verdict on each receipt in order: who signed for it is known only at the end of the file.</summary>
    public static async ValueTask<VerificationReport> VerifyAsync(Stream file, TrustAnchors trust, Action<ReceiptVerdict> verdicts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(verdicts);
        var start = file.Position;
        var first = new ExportReading(file, trust);
        await first.ReadAsync(ct);
        var sizes = Authenticate(first, trust);
        var passed = Check.Pass(CheckNames.Signer);
        var missed = trust.Thumbprints.Count == 0
            ? new Check(CheckNames.Signer, CheckState.Unauthenticated, "No key was pinned beforehand.")
            : Check.Fail(CheckNames.Signer, "No checkpoint over it is signed by a pinned key or one handed on from it.");
        file.Position = start;
        await new ExportReading(file, trust, (epoch, verdict) => verdicts(verdict with { Checks = [.. verdict.Checks, verdict.Index < sizes[epoch] ? passed : missed] })).ReadAsync(ct);
        return first.Report.Build(IsAuthenticated(first, sizes), first.LeavesHeldOut, first.Workspace, first.Keys, first.Epochs);
    }

    /// <summary>
    /// A checkpoint of a trusted key signs for every leaf before it, and leaf 0 of an epoch for the whole epoch before it.
    /// How far that reaches in each epoch.
    /// </summary>
    private static long[] Authenticate(ExportReading reading, TrustAnchors trust)
    {
        var epochs = reading.Epochs;
        var sizes = new long[epochs.Count];
        for (var e = epochs.Count - 1; e >= 0; e--)
        {
            var whole = e + 1 < epochs.Count && EpochLinks.Check(epochs[e], epochs[e + 1], reading.Keys, reading.Report);
            sizes[e] = whole && sizes[e + 1] > 0 ? Math.Max(epochs[e].TrustedSize, SizeOf(epochs[e])) : epochs[e].TrustedSize;
            if (sizes[e] < SizeOf(epochs[e]) && trust.Thumbprints.Count > 0 && SignerCheck.Of(epochs[e].Last?.Kid, reading.Keys, trust) is { State: CheckState.Failed } refused)
            {
                reading.Report.Fail($"{epochs[e].Origin}: checkpoint of {SizeOf(epochs[e])} leaves", CheckNames.Signer, refused.Detail!);
            }
        }

        if (epochs.Count > 0 && !epochs[0].IsRange)
        {
            EpochLinks.Check(null, epochs[0], reading.Keys, reading.Report);
        }

        return sizes;
    }

    private static bool IsAuthenticated(ExportReading reading, long[] sizes) =>
        reading.Epochs.Count > 0 && Enumerable.Range(0, sizes.Length).All(e => sizes[e] >= 0 && sizes[e] >= SizeOf(reading.Epochs[e]));

    /// <summary>An epoch without a checkpoint has failed already and has nothing to be authenticated.</summary>
    private static long SizeOf(EpochReading epoch) => epoch.Last?.Signed.Checkpoint.Size ?? -1;
}
