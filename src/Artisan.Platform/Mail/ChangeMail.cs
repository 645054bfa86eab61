using System.Text.Json;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Mail;

/// <summary>E-mails as part of a change: sent if and only if it is committed.</summary>
public static class ChangeMail
{
    /// <summary>The queue that e-mails wait in.</summary>
    public const string Queue = "email";

    // Row properties hold 32 K characters and queue messages 40 KiB.
    private const int MostCharacters = 30_000;

    /// <summary>Sends an e-mail once the change is committed.</summary>
    /// <exception cref="ArgumentException">The e-mail is too long for a queue, or a header field of it is refused.</exception>
    public static Change Mail(this Change change, Email mail)
    {
        if (JsonSerializer.Serialize(mail, MailJson.Compact.Email).Length > MostCharacters) throw new ArgumentException("The e-mail is longer than 30,000 characters.", nameof(mail));
        return change.Send(Queue, mail, MailJson.Compact.Email);
    }

    /// <summary>Sends what the content says, as text and HTML, once the change is committed.</summary>
    public static Change Mail(this Change change, string to, string subject, MailContent content, string category = "account", MailThread? thread = null) =>
        change.Mail(new Email(to, subject, content.ToText(), content.ToHtml(), category, Thread: thread));
}
