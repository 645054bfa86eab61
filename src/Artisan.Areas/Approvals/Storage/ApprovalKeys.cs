using System.Globalization;
using Artisan.Areas.Approvals.Model;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Approvals.Storage;

/// <summary>Rows of approvals, in the home partition of the workspace's value definitions.</summary>
internal static class ApprovalKeys
{
    /// <summary>What ids of approvals begin with.</summary>
    public const string IdPrefix = "appr";

    /// <summary>All approvals, the newest first.</summary>
    public const string Prefix = "appr|";

    /// <summary>What was switched on, and whether it is.</summary>
    public const string GoLive = "golive";

    /// <summary>An approval; the turned id puts the newest first.</summary>
    public static string Approval(string id) => Prefix + NewestFirst.Key(id[(IdPrefix.Length + 1)..]);

    public static bool IsId(string id) => UlidIds.IsId(id, IdPrefix);

    /// <summary>The decisions of an approval, round by round.</summary>
    public static RowRange Decisions(string id) => RowRange.Prefix($"d|{id}|");

    /// <summary>What somebody decided in a stage: once a round.</summary>
    public static string Decision(string id, int round, ApprovalStage stage, string userId) =>
        $"d|{id}|{round.ToString("D4", CultureInfo.InvariantCulture)}|{((int)stage).ToString(CultureInfo.InvariantCulture)}|{userId}";

    /// <summary>Says that a message was mailed.</summary>
    public static string Done(string messageId) => $"done|{messageId}";
}
