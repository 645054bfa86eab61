using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Mail;

/// <summary>
/// Sends the e-mails of the queue, each id once: a message that comes again after it was sent is left alone for a week.
/// Only a process that dies between the provider's answer and the note of it sends one twice.
/// </summary>
public sealed class SendMail(IMailer mailer, Stores stores, SystemClock clock, ILogger<SendMail> log) : IQueueHandler<Email>
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public async Task HandleAsync(QueueMessage<Email> message, CancellationToken ct)
    {
        var home = stores.Platform(TableNames.Platform).Partition($"mail|{message.Id[^1]}");
        if (await home.FindAsync(message.Id, ct) is not null) return;
        try
        {
            await mailer.SendAsync(message.Id, message.Body, ct);
        }
        catch (MailRefusedException e)
        {
            log.LogWarning(e, "An e-mail of the category {Category} was refused for good.", message.Body.Category);
        }

        var sent = home.Row(message.Id);
        sent[Partition.Expiry] = clock.Now + Remembered;
        await home.Change().Upsert(sent).CommitAsync(ct);
    }
}
