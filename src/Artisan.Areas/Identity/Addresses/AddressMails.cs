using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Addresses;

/// <summary>What we write when an account is to have another address.</summary>
internal sealed class AddressMails(IOptions<ApiOptions> api)
{
    /// <summary>To the new address: the link that makes it the account's.</summary>
    public Change Confirm(Change change, string to, string name, string token) => change.Mail(
        to,
        "Confirm your new e-mail address",
        new MailContent(
            $"Confirm your new address, {name}",
            ["Open the link and enter your password: from then on you sign in with this address. It works once, for an hour.", "If you did not ask for it, do nothing: nothing comes of it."],
            Link("Confirm the address", $"/confirm-address#token={token}")));

    /// <summary>To a new address that has an account already.</summary>
    public Change Taken(Change change, string to) => change.Mail(
        to,
        "This address has an account already",
        new MailContent(
            "This address has an account already",
            ["Somebody, perhaps you, wanted to use this address for another account. It has one of its own, so nothing was changed."],
            Link("Sign in", "/sign-in")));

    /// <summary>To the former address: that it is the former one, and the way back where an earlier address does not have it.</summary>
    public Change Moved(Change change, string to, string? token) => change.Mail(
        to,
        "Your e-mail address was changed",
        token is null
            ? new MailContent(
                "Your e-mail address was changed",
                ["From now on another address signs in to your account.", "If it was not you, look into the mailbox that your account had before this one: the link that was sent there takes the account back."])
            : new MailContent(
                "Your e-mail address was changed",
                [
                    "From now on another address signs in to your account.",
                    "If it was not you, open the link within 7 days and choose a new password: the account is yours again, with this address, and everybody else is signed out.",
                ],
                Link("Take my account back", $"/confirm-address#token={token}")));

    private MailLink Link(string label, string path) => new(label, new Uri(api.Value.PublicUrl, path));
}
