using System.Text.Json.Nodes;
using Artisan.Value.Receipts;

namespace Artisan.Cli.Commands;

/// <summary>A verification report for people and for programs.</summary>
internal static class ReportText
{
    private const int MostLines = 20;

    /// <summary>Whether a file is consistent in itself and only does not continue what was verified before.</summary>
    public static bool IsNotWhatWasVerifiedBefore(VerificationReport report) =>
        report.FailureCount > 0 && report.FailureCount == report.Failures.Count && report.Failures.All(f => f.Check == CheckNames.VerifiedBefore);

    public static IEnumerable<string> Lines(VerificationReport report, string remembered)
    {
        yield return report.Outcome switch
        {
            _ when IsNotWhatWasVerifiedBefore(report) =>
                $"NOT WHAT WAS VERIFIED BEFORE: the file is consistent in itself, but the log was longer or different when it was last verified here. If you know why, remove the log from {remembered} to begin anew.",
            VerificationOutcome.Valid => "VALID",
            VerificationOutcome.ConsistentSignerUnauthenticated => "CONSISTENT, SIGNER NOT AUTHENTICATED: no key was known beforehand (--trust), so anyone could have made this file.",
            VerificationOutcome.HeldCheckpointOutside =>
                "VALID, BUT NOT HELD AGAINST THE CHECKPOINT: one that was given, or up to which the log was verified here before, lies outside of the part of the log in this file. Export a part that reaches it, or the whole log.",
            _ => "INVALID",
        };
        yield return $"{report.ReceiptCount} receipts, {report.Checkpoints} checkpoints, {report.Epochs} epochs{(report.Workspace is null ? "" : $" of workspace {report.Workspace}")}";
        if (report.Range is { } range)
        {
            yield return $"a part of the log: receipts {range.From} to {range.To - 1}; the file says nothing of the others";
        }

        if (report.LastCheckpoint is { Checkpoint: var last })
        {
            yield return $"as of checkpoint {last.Size} of origin {last.Origin}";
        }

        if (report.Signer is not null)
        {
            yield return $"newest checkpoint signed by {report.Signer}";
        }

        foreach (var failure in report.Failures.Take(MostLines))
        {
            yield return $"FAILED {failure.Check} at {failure.Place}: {failure.Detail}";
        }

        if (report.FailureCount > MostLines)
        {
            yield return $"and {report.FailureCount - MostLines} more";
        }

    }

    /// <summary>A receipt with its checks, as a line.</summary>
    public static string Line(ReceiptVerdict receipt) =>
        $"{receipt.Origin} {receipt.Index} {receipt.Id} {receipt.Kind}: {string.Join(", ", receipt.Checks.Select(c => c.State == CheckState.Passed ? c.Name : $"{c.Name} {c.State.ToString().ToUpperInvariant()}"))}";

    /// <summary>The report as JSON; with the verdicts on receipts where somebody wants them.</summary>
    public static JsonObject Json(VerificationReport report, IReadOnlyList<ReceiptVerdict>? verdicts)
    {
        var document = new JsonObject
        {
            ["outcome"] = report.Outcome switch
            {
                _ when IsNotWhatWasVerifiedBefore(report) => "not-what-was-verified-before",
                VerificationOutcome.Valid => "valid",
                VerificationOutcome.ConsistentSignerUnauthenticated => "consistent-signer-unauthenticated",
                VerificationOutcome.HeldCheckpointOutside => "held-checkpoint-outside",
                _ => "invalid",
            },
            ["workspace"] = report.Workspace,
            ["receipts"] = report.ReceiptCount,
            ["checkpoints"] = report.Checkpoints,
            ["epochs"] = report.Epochs,
            ["range"] = report.Range is { } range ? new JsonObject { ["from"] = range.From, ["to"] = range.To } : null,
            ["signer"] = report.Signer,
            ["keys"] = new JsonArray([.. report.Keys.Select(k => (JsonNode)k)]),
            ["asOf"] = report.LastCheckpoint is { Checkpoint: var last } ? new JsonObject { ["origin"] = last.Origin, ["size"] = last.Size } : null,
            ["lastCheckpoint"] = report.LastCheckpoint?.Note,
            ["failureCount"] = report.FailureCount,
            ["failures"] = new JsonArray([.. report.Failures.Select(f => (JsonNode)new JsonObject { ["place"] = f.Place, ["check"] = f.Check, ["detail"] = f.Detail })]),
        };
        if (verdicts is not null)
        {
            document["details"] = new JsonArray([.. verdicts.Select(r => (JsonNode)new JsonObject
            {
                ["origin"] = r.Origin,
                ["index"] = r.Index,
                ["id"] = r.Id,
                ["kind"] = r.Kind,
                ["checks"] = new JsonArray([.. r.Checks.Select(c => (JsonNode)new JsonObject { ["name"] = c.Name, ["state"] = c.State.ToString().ToLowerInvariant(), ["detail"] = c.Detail })]),
            })]);
        }

        return document;
    }
}
