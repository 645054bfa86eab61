using System.Text.Json.Nodes;
using Artisan.Areas.Approvals.Model;

namespace Artisan.Areas.Approvals.Operations;

/// <summary>An approval as audit entries show it.</summary>
internal static class ApprovalAudit
{
    public const string Target = "approval";

    public static JsonObject Of(Approval approval, Verdict? verdict = null) => new()
    {
        ["definition"] = approval.DefinitionId,
        ["version"] = approval.Version,
        ["name"] = approval.Name,
        ["round"] = approval.Round,
        ["state"] = ApprovalNames.Of(approval.Status),
        ["stage"] = approval.Current is { } current ? ApprovalNames.Of(current.Stage) : null,
        ["decision"] = verdict is { } decided ? ApprovalNames.Of(decided) : null,
    };

    /// <summary>Who is assigned to a stage, and how many of them have to agree.</summary>
    public static JsonObject Of(StageState stage) => new() { ["stage"] = ApprovalNames.Of(stage.Stage), ["approvers"] = string.Join(' ', stage.Assigned), ["quorum"] = stage.Quorum };
}
