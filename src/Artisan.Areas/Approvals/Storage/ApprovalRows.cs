using System.Text.Json;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Value.Contracts;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Storage;

/// <summary>An approval as it was read, with its row for the next change.</summary>
internal sealed record StoredApproval(Approval Approval, TableEntity Row);

/// <summary>What somebody decided, as it was.</summary>
internal sealed record Decision(string By, ApprovalStage Stage, int Round, int Version, Verdict Verdict, string ContentHash, DateTimeOffset At, string ReceiptId, string? Comment);

/// <summary>Reads a workspace's approvals and makes their rows.</summary>
internal sealed class ApprovalRows(IReviewedDefinitions definitions)
{
    public Partition Home(string workspaceId) => definitions.Home(workspaceId);

    /// <summary>An approval; null where the workspace has none of that id.</summary>
    public async Task<StoredApproval?> FindAsync(string workspaceId, string id, CancellationToken ct) =>
        ApprovalKeys.IsId(id) && await Home(workspaceId).FindAsync(ApprovalKeys.Approval(id), ct) is { } row ? Read(row) : null;

    /// <summary>What was decided, in all rounds.</summary>
    public async Task<IReadOnlyList<Decision>> DecisionsAsync(string workspaceId, string id, CancellationToken ct)
    {
        var decisions = new List<Decision>();
        await foreach (var row in Home(workspaceId).RangeAsync(ApprovalKeys.Decisions(id), ct)) decisions.Add(ReadDecision(row));
        return [.. decisions.OrderBy(d => d.At)];
    }

    public static StoredApproval Read(TableEntity row) => new(JsonSerializer.Deserialize(row.GetString("doc")!, ApprovalDocs.Default.Approval)!, row);

    public static Decision ReadDecision(TableEntity row) => JsonSerializer.Deserialize(row.GetString("doc")!, ApprovalDocs.Default.Decision)!;

    public static TableEntity Into(TableEntity row, Approval approval)
    {
        row["doc"] = JsonSerializer.Serialize(approval, ApprovalDocs.Default.Approval);
        return row;
    }

    public static TableEntity Into(TableEntity row, Decision decision)
    {
        row["doc"] = JsonSerializer.Serialize(decision, ApprovalDocs.Default.Decision);
        return row;
    }
}
