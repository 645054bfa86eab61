using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Platform.Storage;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>What decisions and sign-offs leave in the receipt log: opaque ids and the hash of what was agreed to, never names or comments.</summary>
internal static class ApprovalReceipts
{
    /// <summary>The id of the receipt of a decision.</summary>
    public static string DecisionId(string workspaceId, Approval approval, ApprovalStage stage, string userId) => ReceiptIds.For(workspaceId, DecisionKey(approval, stage, userId));

    /// <summary>The id of the receipt of a sign-off.</summary>
    public static string SignOffId(string workspaceId, Approval approval) => ReceiptIds.For(workspaceId, SignOffKey(approval));

    public static Change SendDecision(this Change change, string workspaceId, Approval approval, Decision decision) => change.Send(
        workspaceId, ReceiptKinds.ApprovalDecision, DecisionKey(approval, decision.Stage, decision.By), decision.At, Body(approval, new JsonObject
        {
            ["decidedBy"] = decision.By,
            ["decision"] = ApprovalNames.Of(decision.Verdict),
            ["stage"] = ApprovalNames.Of(decision.Stage),
        }));

    public static Change SendSignOff(this Change change, string workspaceId, Approval approval, JsonObject content, DateTimeOffset at) => change.Send(
        workspaceId, ReceiptKinds.ApprovalSignedOff, SignOffKey(approval), at, Body(approval, new JsonObject
        {
            ["authors"] = new JsonArray([.. approval.Authors.Select(a => (JsonNode)a)]),
            ["content"] = content,
            ["decisions"] = new JsonArray([.. from stage in approval.Stages from user in stage.Approved select (JsonNode)new JsonObject
            {
                ["decidedBy"] = user,
                ["receipt"] = DecisionId(workspaceId, approval, stage.Stage, user),
                ["stage"] = ApprovalNames.Of(stage.Stage),
            }]),
        }));

    /// <summary>Sends a statement to the log once the change is committed.</summary>
    public static Change Send(this Change change, string workspaceId, string kind, string key, DateTimeOffset at, JsonObject body)
    {
        var id = ReceiptIds.For(workspaceId, key);
        var statement = new ReceiptStatement(kind, id, workspaceId, at, body);
        return change.Send(ReceiptSink.Name, new ReceiptRequest(workspaceId, key, id, Encoding.UTF8.GetString(statement.ToBytes())), ReceiptsContractsJson.Default.ReceiptRequest);
    }

    private static JsonObject Body(Approval approval, JsonObject body)
    {
        body["approval"] = approval.Id;
        body["contentHash"] = approval.ContentHash;
        body["definition"] = new JsonObject { ["id"] = approval.DefinitionId, ["version"] = approval.Version.ToString(CultureInfo.InvariantCulture) };
        body["round"] = approval.Round.ToString(CultureInfo.InvariantCulture);
        return body;
    }

    private static string DecisionKey(Approval approval, ApprovalStage stage, string userId) => string.Create(CultureInfo.InvariantCulture, $"approval:{approval.Id}:{approval.Round}:{ApprovalNames.Of(stage)}:{userId}");

    private static string SignOffKey(Approval approval) => string.Create(CultureInfo.InvariantCulture, $"approval:{approval.Id}:{approval.Round}:signed-off");
}
