using Artisan.Azure.Tables;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>The counts of a person's notifications; every change to any of them replaces this row.</summary>
/// <param name="Seq">The place of the newest one that ever was.</param>
/// <param name="Unread">How many of those that are listed are unread: what the bell shows.</param>
/// <param name="ReadSeq">Up to here all were read at once.</param>
/// <param name="Trimmed">Up to here all were deleted for newer ones.</param>
/// <param name="Mailed">Up to here the digests have told.</param>
/// <param name="DigestDue">When the next digest is due, on the business clock; null where nothing waits for one.</param>
/// <param name="MailToken">Proves that whoever unsubscribes got a mail; empty before the first one.</param>
internal sealed record InboxHead(long Seq, long Unread, long ReadSeq, long Trimmed, long Mailed, DateTimeOffset? DigestDue, string MailToken)
{
    public static readonly InboxHead Empty = new(0, 0, 0, 0, 0, null, "");

    public static InboxHead From(TableEntity? row) => row is null ? Empty : new InboxHead(
        row.GetInt64("seq")!.Value, row.GetInt64("unread")!.Value, row.GetInt64("readSeq")!.Value, row.GetInt64("trimmed")!.Value, row.GetInt64("mailed")!.Value,
        row.GetDateTimeOffset("digestDue"), row.GetString("mailToken")!);

    public TableEntity Into(TableEntity row)
    {
        row["seq"] = Seq;
        row["unread"] = Unread;
        row["readSeq"] = ReadSeq;
        row["trimmed"] = Trimmed;
        row["mailed"] = Mailed;
        row["digestDue"] = DigestDue;
        row["mailToken"] = MailToken;
        return row;
    }
}
