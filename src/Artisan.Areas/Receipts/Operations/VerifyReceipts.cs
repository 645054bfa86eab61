using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>What a verification found.</summary>
/// <param name="Outcome">valid; unauthenticated where all is consistent but no key of ours signed it; invalid.</param>
/// <param name="Workspace">Whose receipts they are, as the file says.</param>
/// <param name="Receipts">How many were checked.</param>
/// <param name="Checkpoints">How many signed tree heads were checked.</param>
/// <param name="Epochs">How many epochs the file holds.</param>
/// <param name="Signer">The thumbprint of the key that signed the newest checkpoint.</param>
/// <param name="FailureCount">How many checks failed.</param>
/// <param name="Failures">The first hundred of them.</param>
/// <param name="Checks">Every check of a single receipt; empty for an export.</param>
public sealed record VerifyReceiptsResponse(
    string Outcome, string? Workspace, int Receipts, int Checkpoints, int Epochs, string? Signer, int FailureCount,
    IReadOnlyList<FailedCheckItem> Failures, IReadOnlyList<CheckItem> Checks);

/// <summary>A check that failed.</summary>
/// <param name="Place">Where: the line of the file, the receipt or the checkpoint.</param>
/// <param name="Check">Which check.</param>
/// <param name="Detail">What was expected.</param>
public sealed record FailedCheckItem(string Place, string Check, string Detail);

/// <summary>How one check went.</summary>
/// <param name="Name">Which check.</param>
/// <param name="State">passed, failed or unauthenticated.</param>
/// <param name="Detail">What was found.</param>
public sealed record CheckItem(string Name, string State, string? Detail);

/// <summary>
/// Verifies a bundle or an export file for anyone, against the keys of this service, and says which check failed. The file is enough: nothing of the log is
/// read. The same checks run offline in the command line and in the browser.
/// </summary>
internal sealed class VerifyReceipts(SigningKeys keys)
{
    private const int MostFailures = 100;

    public async Task<Outcome<VerifyReceiptsResponse>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        var file = new MemoryStream();
        await request.Body.CopyToAsync(file, ct);
        file.Position = 0;
        var bytes = file.GetBuffer().AsMemory(0, (int)file.Length);
        var trust = TrustAnchors.Of((await keys.RecordsAsync(ct)).Select(k => k.Key.Thumbprint));
        return Kind(bytes.Span) switch
        {
            ReceiptBundle.Format => Answer(BundleVerifier.Verify(bytes, trust), withChecks: true),
            ExportWriter.Format => Answer(await ExportVerifier.VerifyAsync(file, trust, ct), withChecks: false),
            _ => ReceiptsFaults.Unreadable,
        };
    }

    // Both formats name themselves in the second line; the verifiers accept no other spelling.
    private static string? Kind(ReadOnlySpan<byte> file)
    {
        var start = System.Text.Encoding.UTF8.GetString(file[..Math.Min(file.Length, 200)]);
        return new[] { ReceiptBundle.Format, ExportWriter.Format }.FirstOrDefault(f => start.Contains($"\"{f}\"", StringComparison.Ordinal));
    }

    private static VerifyReceiptsResponse Answer(VerificationReport report, bool withChecks) => new(
        report.Outcome switch
        {
            VerificationOutcome.Valid => "valid",
            VerificationOutcome.ConsistentSignerUnauthenticated => "unauthenticated",
            _ => "invalid",
        },
        report.Workspace, report.Receipts.Count, report.Checkpoints, report.Epochs, report.Signer, report.FailureCount,
        [.. report.Failures.Take(MostFailures).Select(f => new FailedCheckItem(f.Place, f.Check, f.Detail))],
        withChecks ? [.. report.Receipts.SelectMany(r => r.Checks).Select(c => new CheckItem(c.Name, c.State.ToString().ToLowerInvariant(), c.Detail))] : []);
}
