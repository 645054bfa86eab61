using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Operations;

/// <summary>Who wants an account, and what the first workspace is to be called.</summary>
public sealed record RegisterRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string Name,
    [Required, StringLength(254, MinimumLength = 3)] string Email,
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string WorkspaceName)
{
    // Name and address stay out of logs.
    public override string ToString() => "registration";
}

/// <summary>
/// Takes a registration and sends a mail to its address, whose reader will choose the password. The answer and the work before it are the same for every address: what the mail says
/// is decided afterwards.
/// </summary>
internal sealed class Register(Stores stores, MailLimits limits, IIds ids, SystemClock clock)
{
    public async Task<Outcome<Done>> RunAsync(RegisterRequest request, Browser browser, CancellationToken ct)
    {
        if (!EmailAddress.TryParse(request.Email, out var address)) return Faults.Invalid.At("email", "One e-mail address.");
        if (await limits.TakeClientAsync(browser, ct) is { } tooMany) return tooMany;
        if (await limits.TakeAddressAsync(address, ct))
        {
            await KeepAsync(address, new PendingRegistration
            {
                UserId = ids.New("usr"),
                WorkspaceId = ids.New("ws"),
                Name = request.Name.Trim(),
                Address = address.Text,
                WorkspaceName = request.WorkspaceName.Trim(),
            }, ct);
        }

        return Outcome.Accepted(Done.Value);
    }

    private async Task KeepAsync(EmailAddress address, PendingRegistration registration, CancellationToken ct)
    {
        var token = SecretText.Create();
        var home = stores.Platform(TableNames.Identity).Partition(IdentityKeys.Registration(SecretText.Hash(token)));
        var row = registration.Into(home.Row(IdentityKeys.Pending));
        row[Partition.Expiry] = clock.Now + PendingRegistration.Kept;
        await home.Change().Insert(row).Send(SendRegistrationMail.SinkName, new RegistrationMail(token), IdentityStorageJson.Default.RegistrationMail).CommitAsync(ct);
    }
}
