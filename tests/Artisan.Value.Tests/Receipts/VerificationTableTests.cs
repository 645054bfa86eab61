using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing;
using Artisan.Value.Json;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Receipts;

/// <summary>
/// Writes and pins <c>tests/Golden/verification</c>: files, what their reader trusts, and which checks refuse them. The command line, the API and
/// the browser's verifier are each run over the same table in their own tests.
/// </summary>
public sealed class VerificationTableTests
{
    [Fact]
    public async Task Every_attempt_to_deceive_is_refused_for_its_own_reason()
    {
        var table = new StringBuilder("[\n");
        foreach (var each in await VerificationCases.AllAsync())
        {
            var report = await VerifyAsync(each);
            var fails = report.Failures.Select(f => f.Check).Distinct().Order(StringComparer.Ordinal).ToList();
            Assert.True(each.Reason is null ? report.Outcome != VerificationOutcome.Invalid : fails.Contains(each.Reason), $"{each.Name}: {report.Outcome}, {string.Join(" | ", report.Failures)}");
            Golden.Check($"verification/{each.Name}.json", Encoding.UTF8.GetString(each.File));
            table.Append(table.Length > 2 ? ",\n" : "").Append(CanonicalJson.Text(Row(each, report.Outcome, fails)));
        }

        Golden.Check("verification/cases.json", table.Append("\n]\n").ToString());
    }

    [Fact]
    public async Task The_six_plain_attempts_have_six_reasons()
    {
        var reasons = (await VerificationCases.AllAsync()).ToDictionary(c => c.Name, c => c.Reason);
        Assert.Equal(6, new[] { "forged-receipt", "reordered-log", "re-signed-by-another-key", "truncated-export", "swapped-key-in-the-file", "bundle-proof-for-another-index" }.Select(n => reasons[n]).Distinct().Count());
    }

    private static async Task<VerificationReport> VerifyAsync(VerificationCase each)
    {
        IEnumerable<string> set = each.Jwks is not null && Jwks.TryParse(each.Jwks.ToJsonString(), out var jwks) ? jwks!.Keys.Select(k => k.Key.Thumbprint) : [];
        var held = each.Held.Select(n => SignedCheckpoint.TryParse(n, "", out var signed) ? signed! : throw new FormatException(each.Name));
        var trust = TrustAnchors.Of([.. each.Pins, .. set]) with { HeldCheckpoints = [.. held] };
        return Encoding.UTF8.GetString(each.File.AsSpan(0, Math.Min(100, each.File.Length))).Contains(ReceiptBundle.Format, StringComparison.Ordinal)
            ? BundleVerifier.Verify(each.File, trust)
            : await Verifying.VerifyAsync(each.File, trust);
    }

    private static JsonObject Row(VerificationCase each, VerificationOutcome outcome, List<string> fails) => new()
    {
        ["fails"] = new JsonArray([.. fails.Select(f => (JsonNode)f)]),
        ["held"] = new JsonArray([.. each.Held.Select(h => (JsonNode)h)]),
        ["jwks"] = each.Jwks?.DeepClone(),
        ["name"] = each.Name,
        ["outcome"] = outcome switch
        {
            VerificationOutcome.Valid => "valid",
            VerificationOutcome.ConsistentSignerUnauthenticated => "consistent-signer-unauthenticated",
            VerificationOutcome.HeldCheckpointOutside => "held-checkpoint-outside",
            _ => "invalid",
        },
        ["pins"] = new JsonArray([.. each.Pins.Select(p => (JsonNode)p)]),
        ["reason"] = each.Reason,
    };
}
