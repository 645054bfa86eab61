using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Registration;

/// <summary>What we write to an address that somebody registered.</summary>
internal sealed class RegistrationMails(IOptions<ApiOptions> api)
{
    /// <summary>The link that shows the address to be the reader's. The token stands behind the #, which no server and no log sees.</summary>
    public Change Confirm(Change change, string to, string name, string token) => change.Mail(
        to,
        "Confirm your e-mail address",
        new MailContent(
            $"Welcome to Artisan, {name}",
            ["Open the link to confirm that this address is yours and to choose your password. It works once, for 24 hours.", "If you did not register, do nothing: without the link nothing comes of it."],
            new MailLink("Confirm the address", new Uri(api.Value.PublicUrl, $"/verify#token={token}"))));

    /// <summary>Tells the owner of a known address that somebody registered it again.</summary>
    public Change Known(Change change, string to) => change.Mail(
        to,
        "You already have an account",
        new MailContent(
            "You already have an account",
            ["Somebody, perhaps you, just registered this address with Artisan. It has an account already: sign in, or set a new password if you forgot it.", "If it was not you, do nothing. Your account is unchanged."],
            new MailLink("Sign in", new Uri(api.Value.PublicUrl, "/sign-in"))));
}
