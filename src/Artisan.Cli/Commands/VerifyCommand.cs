using System.CommandLine;
using Artisan.Cli.Config;
using Artisan.Cli.Running;
using Artisan.Value.Receipts;

namespace Artisan.Cli.Commands;

/// <summary>Verifies an export or a single bundle without any network.</summary>
internal static class VerifyCommand
{
    private const string Help =
        "Verify an export or a receipt bundle offline. Exit codes: 0 valid; 1 invalid; 2 the file cannot be read; 4 consistent, but no key was known beforehand, so the signer is not authenticated; 5 consistent in itself, but shorter than or different from what was verified here before; 6 valid, but a checkpoint that was given, or up to which the log was verified here before, lies outside of the part of the log in the file.";

    public static Command Create(CliContext cli)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The export, or one receipt bundle." };
        var trust = new Option<string[]>("--trust") { Description = "A key thumbprint, or a JWKS file, that you had beforehand; may be given several times. Without it the keys pinned at login count." };
        var held = new Option<FileInfo[]>("--checkpoint") { Description = "A checkpoint (signed note) that you were given earlier: it must fit into the file." };
        var unpinned = new Option<bool>("--ignore-pins") { Description = "Do not use the keys pinned at login." };
        var forgetful = new Option<bool>("--no-remember") { Description = "Neither compare with what was verified here before, nor keep up to where this file was verified." };
        var verbose = new Option<bool>("--verbose") { Description = "Show every check of every receipt." };
        var json = CommonOptions.Json();
        var command = new Command("verify", Help) { file, trust, held, unpinned, forgetful, verbose, json };
        command.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists)
            {
                throw new CliFailure($"{path.FullName} does not exist.");
            }

            var anchors = TrustArguments.Read(parsed.GetValue(trust) ?? [], parsed.GetValue(held) ?? []);
            var workspace = await TrustArguments.WorkspaceAsync(path, ct);
            if (anchors.Thumbprints.Count == 0 && !parsed.GetValue(unpinned))
            {
                anchors = anchors with { Thumbprints = TrustArguments.Pinned(new Logins(cli), workspace) };
            }

            var verified = new VerifiedLogs(cli);
            var remember = !parsed.GetValue(forgetful);
            if (remember && workspace is not null)
            {
                anchors = anchors with { VerifiedBefore = verified.Of(workspace) };
            }

            // Details for people are written as they are found; one JSON document can only be written whole.
            var details = parsed.GetValue(verbose) ? new List<ReceiptVerdict>() : null;
            Action<ReceiptVerdict>? take = details is null ? null : parsed.GetValue(json) ? details.Add : receipt => cli.Output.WriteLine(ReportText.Line(receipt));
            var (report, isExport) = await VerifyAsync(path, anchors, take, ct);
            // The checkpoint of a bundle is not shown to continue an earlier one, so it does not take its place; that of a part of a log is where the part was held against one.
            if (remember && isExport && report.Outcome == VerificationOutcome.Valid && (report.Range is null || anchors.VerifiedBefore.Count > 0))
            {
                verified.Keep(report.LastCheckpoints);
            }

            cli.Print(parsed.GetValue(json), ReportText.Json(report, details), ReportText.Lines(report, verified.FilePath));
            return report.Outcome switch
            {
                VerificationOutcome.Valid => ExitCodes.Done,
                VerificationOutcome.ConsistentSignerUnauthenticated => ExitCodes.SignerUnauthenticated,
                VerificationOutcome.HeldCheckpointOutside => ExitCodes.HeldCheckpointOutside,
                VerificationOutcome.Invalid when ReportText.IsNotWhatWasVerifiedBefore(report) => ExitCodes.NotWhatWasVerifiedBefore,
                VerificationOutcome.Invalid => ExitCodes.Invalid,
                _ => throw new InvalidOperationException($"No exit code for {report.Outcome}."),
            };
        });
        return command;
    }

    private static async Task<(VerificationReport Report, bool IsExport)> VerifyAsync(FileInfo path, TrustAnchors anchors, Action<ReceiptVerdict>? verdicts, CancellationToken ct)
    {
        // A bundle names its format in the second line; whatever is neither is told as a broken export.
        if (path.Length <= ReceiptBundle.MaxBytes)
        {
            var bytes = await File.ReadAllBytesAsync(path.FullName, ct);
            if (System.Text.Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 200)).Contains(ReceiptBundle.Format, StringComparison.Ordinal))
            {
                var report = BundleVerifier.Verify(bytes, anchors);
                if (report.Receipt is { } receipt)
                {
                    verdicts?.Invoke(receipt);
                }

                return (report, false);
            }
        }

        await using var stream = path.OpenRead();
        return (verdicts is null ? await ExportVerifier.VerifyAsync(stream, anchors, ct) : await ExportVerifier.VerifyAsync(stream, anchors, verdicts, ct), true);
    }
}
