namespace Artisan.Platform.Mail;

/// <summary>Hands e-mails to whoever delivers them.</summary>
public interface IMailer
{
    /// <summary>Sends one e-mail; throws where it must be tried again.</summary>
    /// <param name="id">The same for every try, so that a sender that can recognises a repeated one.</param>
    /// <param name="mail">The message.</param>
    /// <param name="ct">Ends the call.</param>
    Task SendAsync(string id, Email mail, CancellationToken ct);
}

/// <summary>The provider refuses this e-mail for good: trying it again would not help.</summary>
public sealed class MailRefusedException(string reason) : Exception(reason);
