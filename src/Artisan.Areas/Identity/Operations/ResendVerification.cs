using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Operations;

/// <summary>The address that got no mail, or lost it.</summary>
public sealed record ResendVerificationRequest([Required, StringLength(254, MinimumLength = 3)] string Email);

/// <summary>Takes the wish for another mail. Whether the address is registered, waiting or unknown shows neither in the answer nor in the time.</summary>
internal sealed class ResendVerification(Stores stores, MailLimits limits, SystemClock clock)
{
    public async Task<Outcome<Done>> RunAsync(ResendVerificationRequest request, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (await limits.TakeClientAsync(browser, ct) is { } tooMany) return tooMany;
        if (await limits.TakeAddressAsync(address, ct)) await KeepAsync(address, ct);
        return Outcome.Accepted(Done.Value);
    }

    private async Task KeepAsync(EmailAddress address, CancellationToken ct)
    {
        var token = SecretText.Create();
        var home = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Registration(SecretText.Hash(token)));
        var row = home.Row(IdentityKeys.Pending);
        row["address"] = address.Text;
        row[Partition.Expiry] = clock.Now + PendingRegistration.Kept;
        await home.Change().Insert(row).Send(SendRegistrationMail.SinkName, new RegistrationMail(token), IdentityStorageJson.Default.RegistrationMail).CommitAsync(ct);
    }
}
