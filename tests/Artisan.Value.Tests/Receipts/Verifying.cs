using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

internal static class Verifying
{
    public static readonly TrustAnchors FirstKey = TrustAnchors.Of(TestKey.Named("first").Public.Thumbprint);

    public static async Task<VerificationReport> VerifyAsync(this ReceiptLog log, TrustAnchors trust) => await VerifyAsync(await log.ExportAsync(), trust);

    public static async Task<VerificationReport> VerifyAsync(byte[] export, TrustAnchors trust)
    {
        using var file = new MemoryStream(export);
        return await ExportVerifier.VerifyAsync(file, trust, CancellationToken.None);
    }

    /// <summary>The verdicts on the receipts of an export, as they are handed on; the report is the one of a single reading.</summary>
    public static async Task<IReadOnlyList<ReceiptVerdict>> VerdictsAsync(this ReceiptLog log, TrustAnchors trust)
    {
        var export = await log.ExportAsync();
        using var file = new MemoryStream(export);
        var verdicts = new List<ReceiptVerdict>();
        var report = await ExportVerifier.VerifyAsync(file, trust, verdicts.Add, CancellationToken.None);
        var once = await VerifyAsync(export, trust);
        Assert.Equal((once.Outcome, once.ReceiptCount, once.FailureCount), (report.Outcome, verdicts.Count, report.FailureCount));
        Assert.Equal(once.Failures, report.Failures);
        return verdicts;
    }

    public static void Is(this VerificationReport report, VerificationOutcome outcome) =>
        Assert.True(report.Outcome == outcome, $"{report.Outcome}: {string.Join(" | ", report.Failures)}");

    public static void Fails(this VerificationReport report, string check, string place) => report.FailsSaying(check, place, "");

    public static void FailsSaying(this VerificationReport report, string check, string place, string detail)
    {
        report.Is(VerificationOutcome.Invalid);
        Assert.True(
            report.Failures.Any(f => f.Check == check && f.Place.Contains(place, StringComparison.Ordinal) && f.Detail.Contains(detail, StringComparison.Ordinal)),
            $"No failure of {check} at {place} among: {string.Join(" | ", report.Failures)}");
    }
}
