using System.Buffers;
using System.Text;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

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
/// read. The same checks run offline in the command line and in the browser. A client address has so many files a minute; what is neither kind of file, or a
/// bundle that is too large for one, is refused before it is read, and an export is verified while it comes in.
/// </summary>
internal sealed class VerifyReceipts(SigningKeys keys, RateLimits limits, IOptions<ReceiptsOptions> options)
{
    private const int MostFailures = 100;

    // Both formats name themselves before that.
    private const int HeadBytes = 200;

    private readonly RateRule _client = new("verify-client", options.Value.VerificationsPerClientPerMinute, TimeSpan.FromMinutes(1));

    public async Task<Outcome<VerifyReceiptsResponse>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        if (await TakeAsync(request, ct) is { } tooMany) return tooMany;
        var body = request.BodyReader;
        var head = await body.ReadAtLeastAsync(HeadBytes, ct);
        var kind = Kind(head.Buffer);
        body.AdvanceTo(head.Buffer.Start, head.Buffer.End);
        if (kind is null || (kind == ReceiptBundle.Format && request.ContentLength > ReceiptBundle.MaxBytes)) return ReceiptsFaults.Unreadable;

        var trust = TrustAnchors.Of((await keys.RecordsAsync(ct)).Select(k => k.Key.Thumbprint));
        var file = body.AsStream(leaveOpen: true);
        if (kind == ExportWriter.Format) return Answer(await ExportVerifier.VerifyAsync(file, trust, ct));
        var bundle = new MemoryStream();
        await file.CopyToAsync(bundle, ct);
        return Answer(BundleVerifier.Verify(bundle.ToArray(), trust));
    }

    private async Task<Platform.Http.Fault?> TakeAsync(HttpRequest request, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(_client, ClientNetwork.Of(request.HttpContext.Connection.RemoteIpAddress), ct);
    }

    // In the second line of the file; the verifiers accept no other spelling.
    private static string? Kind(ReadOnlySequence<byte> file)
    {
        var start = Encoding.UTF8.GetString(file.Slice(0, Math.Min(file.Length, HeadBytes)));
        return new[] { ReceiptBundle.Format, ExportWriter.Format }.FirstOrDefault(f => start.Contains($"\"{f}\"", StringComparison.Ordinal));
    }

    private static VerifyReceiptsResponse Answer(VerificationReport report) => new(
        report.Outcome switch
        {
            VerificationOutcome.Valid => "valid",
            VerificationOutcome.ConsistentSignerUnauthenticated => "unauthenticated",
            _ => "invalid",
        },
        report.Workspace, report.ReceiptCount, report.Checkpoints, report.Epochs, report.Signer, report.FailureCount,
        [.. report.Failures.Take(MostFailures).Select(f => new FailedCheckItem(f.Place, f.Check, f.Detail))],
        [.. (report.Receipt?.Checks ?? []).Select(c => new CheckItem(c.Name, c.State.ToString().ToLowerInvariant(), c.Detail))]);
}
