using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Registration;

/// <summary>How many mails anyone may cause: a client address is refused beyond its limit, a mailbox is spared in silence beyond its own.</summary>
internal sealed class MailLimits(RateLimits limits, IOptions<IdentityOptions> options)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RateRule _client = new("mail-client", options.Value.MailsPerClientPerHour, Hour);
    private readonly RateRule _address = new("mail-address", options.Value.MailsPerAddressPerHour, Hour);

    /// <summary>Counts a request of a client address; the fault says when to come back.</summary>
    public async Task<Fault?> TakeClientAsync(Browser browser, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(_client, browser.Network, ct);
    }

    /// <summary>Counts a mail to an address; false where it has had enough, which the answer must not tell.</summary>
    public async Task<bool> TakeAddressAsync(EmailAddress address, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(_address, address.Key, ct) is null;
    }
}
