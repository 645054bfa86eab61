using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Recovery;

/// <summary>The address of the account whose password was forgotten.</summary>
public sealed record ForgotPasswordRequest([Required, StringLength(254, MinimumLength = 3)] string Email)
{
    // The address stays out of logs.
    public override string ToString() => "forgotten password";
}

/// <summary>Takes the wish for a new password. The answer and the work before it are the same for every address.</summary>
internal sealed class ForgotPassword(Stores stores, MailLimits limits, SystemClock clock)
{
    public async Task<Outcome<Done>> RunAsync(ForgotPasswordRequest request, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (await limits.TakeClientAsync(browser, ct) is { } tooMany) return tooMany;
        if (await limits.TakeAddressAsync(address, ct))
        {
            await stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).Change()
                .Send(SendResetMail.SinkName, new ResetWish(address.Key, SecretText.Create(), clock.Now), IdentityStorageJson.Default.ResetWish)
                .CommitAsync(ct);
        }

        return Outcome.Accepted(Done.Value);
    }
}
