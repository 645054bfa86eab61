using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Mail;

/// <summary>
/// Keeps e-mails in a table instead of sending them, newest first, for a developer's eyes. The row's key is made of the
/// message's id alone, so a repeated message is the same row.
/// </summary>
internal sealed class DevOutboxMailer(Stores stores) : IMailer
{
    public const string PartitionName = "dev|outbox";

    public async Task SendAsync(string id, Email mail, CancellationToken ct)
    {
        var outbox = stores.Platform(TableNames.Platform).Partition(PartitionName);
        var row = outbox.Row(NewestFirst.Key(id));
        row["to"] = mail.To;
        row["subject"] = mail.Subject;
        row["text"] = mail.Text;
        row["html"] = mail.Html;
        row["category"] = mail.Category;
        row["replyTo"] = mail.Thread?.ReplyTo ?? "";
        row["at"] = UlidIds.TimeOf(id);
        await outbox.Change().Upsert(row).CommitAsync(ct);
    }
}
