using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Mail;

/// <summary>Who delivers e-mails.</summary>
public enum MailMode
{
    /// <summary>A table of this machine, for development only.</summary>
    DevOutbox,

    /// <summary>Twilio SendGrid.</summary>
    SendGrid,
}

/// <summary>How e-mails leave; section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Who delivers: <c>DevOutbox</c> or <c>SendGrid</c>. Default <c>DevOutbox</c>, which only a Development environment accepts.</summary>
    public MailMode Mode { get; set; } = MailMode.DevOutbox;

    /// <summary>The provider's API key. Required with <c>SendGrid</c>; default none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The sender's address. Required with <c>SendGrid</c>; default none.</summary>
    [EmailAddress]
    public string? From { get; set; }

    /// <summary>The sender's name. Default <c>Artisan</c>, 1 to 100 characters.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string FromName { get; set; } = "Artisan";

    /// <summary>The provider's address; another one only in tests. Default <c>https://api.sendgrid.com/</c>.</summary>
    [Required]
    public Uri ApiUrl { get; set; } = new("https://api.sendgrid.com/");
}

/// <summary>Stops the start where e-mails could not leave, and says in a sentence what is missing.</summary>
internal sealed class MailOptionsCheck(IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) => options switch
    {
        { Mode: MailMode.DevOutbox } when !environment.IsDevelopment() =>
            ValidateOptionsResult.Fail("Mail:Mode is DevOutbox, which keeps e-mails on this machine and is for Development only; set Mail:Mode to SendGrid with Mail:ApiKey and Mail:From."),
        { Mode: MailMode.SendGrid, ApiKey: null or "" } => ValidateOptionsResult.Fail("Mail:Mode is SendGrid, so Mail:ApiKey must hold the API key of SendGrid."),
        { Mode: MailMode.SendGrid, From: null or "" } => ValidateOptionsResult.Fail("Mail:Mode is SendGrid, so Mail:From must hold the address that e-mails come from."),
        _ => ValidateOptionsResult.Success,
    };
}
