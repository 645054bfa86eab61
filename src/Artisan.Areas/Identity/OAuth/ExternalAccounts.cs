using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.SigningIn;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>
/// The account of somebody whom a provider knows: the one that was linked before and still has the address of then, else the one with the address that the provider vouches for, which is
/// linked, else a new one with a workspace of its own. An address that the provider does not vouch for leads to nobody.
/// </summary>
internal sealed class ExternalAccounts(Stores stores, AccountStore accounts, OpenAccount opening, IIds ids)
{
    private const string User = "user";
    private const string Address = "address";

    public async Task<(Fault? Fault, Account? Account)> FindOrOpenAsync(ExternalIdentity identity, Browser browser, CancellationToken ct)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity.Issuer}\n{identity.Subject}")));
        var links = stores.Platform(TableNames.Identity).Partition(IdentityKeys.ExternalLink(key));
        var link = await links.FindAsync(IdentityKeys.Link, ct);
        if (link is not null && await accounts.FindAsync(link.GetString(User)!, ct) is { } linked && Has(linked, link.GetString(Address))) return linked.Gate.Disabled ? (IdentityFaults.ProviderRefused, null) : (null, linked);

        if (identity.VerifiedEmail is null || !EmailAddress.TryParse(identity.VerifiedEmail, out var address)) return (IdentityFaults.ProviderAddressUnverified, null);
        var account = await accounts.FindAsync(address, ct) ?? await OpenAsync(identity, address, $"oauth:{key}", browser, ct);
        // An address that is being left or claimed names an account that has another one.
        if (account is null or { Gate.Disabled: true } || !Has(account, address.Key)) return (IdentityFaults.ProviderRefused, null);
        await LinkAsync(links, link, account.UserId, address, ct);
        return (null, account);
    }

    private async Task<Account?> OpenAsync(ExternalIdentity identity, EmailAddress address, string proof, Browser browser, CancellationToken ct)
    {
        var name = NameOf(identity, address);
        var registration = new PendingRegistration { UserId = ids.New("usr"), WorkspaceId = ids.New("ws"), Name = name, Address = address.Text, WorkspaceName = name };
        // No password: nothing signs in with one until its owner sets it by a mailed link.
        await opening.ClaimAsync(address, registration, new Confirmation(proof, "", browser.Ip), ct);
        // Whoever was first, of this browser's tabs or of the mailed links, the address is his.
        return await accounts.FindAsync(address, ct);
    }

    // A link counts while its account has the address that it was made for: who held the account for a while does not come back by one of his.
    private static bool Has(Account account, string? addressKey) => EmailAddress.TryParse(account.Profile.Email, out var address) && address.Key == addressKey;

    // A link that counts no more, or to an account that was erased, is written anew; who raced for the same one wrote the same.
    private static async Task LinkAsync(Partition links, TableEntity? link, string userId, EmailAddress address, CancellationToken ct)
    {
        link ??= links.Row(IdentityKeys.Link);
        (link[User], link[Address]) = (userId, address.Key);
        try
        {
            await links.Change().Save(link).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same identity at the same moment.
        }
    }

    // A name is a text from outside: one line of what our own forms take, or the part of the address before the @.
    private static string NameOf(ExternalIdentity identity, EmailAddress address)
    {
        var name = new string([.. identity.Name.Where(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))]).Trim();
        return name.Length is > 0 and <= 100 ? name : address.Text[..address.Text.LastIndexOf('@')];
    }
}
