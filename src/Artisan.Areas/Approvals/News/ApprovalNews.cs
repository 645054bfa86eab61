using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.Storage;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.News;

/// <summary>What people are told about an approval.</summary>
internal enum ApprovalNews
{
    YourTurn,
    Reminder,
    ChangesRequested,
    SignedOff,
    Expired,
}

/// <summary>Something about an approval, on its way to people.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="ApprovalId">The approval.</param>
/// <param name="Name">What its definition is called.</param>
/// <param name="News">What happened.</param>
/// <param name="Stage">The stage that waits.</param>
/// <param name="ExpiresAt">When the round ends by itself.</param>
/// <param name="Users">Who is told.</param>
/// <param name="Comment">What was said about it.</param>
internal sealed record ApprovalNewsMessage(string WorkspaceId, string ApprovalId, string Name, ApprovalNews News, string? Stage, DateTimeOffset ExpiresAt, IReadOnlyList<string> Users, string? Comment);

/// <summary>News as part of the change that makes them.</summary>
internal static class ChangeApprovalNews
{
    /// <summary>Tells people once the change is committed: those whose turn it is, or the authors, where nobody is named.</summary>
    public static Change Tell(this Change change, string workspaceId, Approval approval, ApprovalNews news, string? comment = null, IReadOnlyList<string>? to = null)
    {
        var users = to ?? (news is ApprovalNews.YourTurn or ApprovalNews.Reminder ? [.. approval.Current!.Assigned.Where(approval.IsTurnOf)] : approval.Authors);
        var message = new ApprovalNewsMessage(
            workspaceId, approval.Id, approval.Name, news, approval.Current is { } current ? ApprovalNames.Of(current.Stage) : null, approval.ExpiresAt, users, comment);
        return change.Send(MailApprovalNews.SinkName, message, ApprovalDocs.Default.ApprovalNewsMessage);
    }
}
