using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SigningIn;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Secrets;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using QRCoder;

namespace Artisan.Areas.Identity.SecondFactor;

/// <summary>Nothing to begin; then the first code of the app.</summary>
public sealed record EnrollSecondFactorRequest([StringLength(32)] string? Code = null)
{
    // The code stays out of logs.
    public override string ToString() => "second factor";
}

/// <summary>
/// First the secret, as text, as address and as a picture (a PNG as data address) for the app; after the first code the ten recovery codes.
/// Both are shown here and never again.
/// </summary>
public sealed record EnrollSecondFactorResponse(string? Secret, string? Uri, string? Qr, IReadOnlyList<string>? RecoveryCodes)
{
    // Secret and codes stay out of logs.
    public override string ToString() => "second factor";
}

/// <summary>
/// Switches two-step sign-in on, in two calls: one makes a secret that counts for nothing yet, the other shows by a code that the app has it.
/// It needs a recent sign-in, or a browser left open could lock its owner out.
/// </summary>
internal sealed class EnrollSecondFactor(AccountStore accounts, SecondFactors factors, SealedSecrets secrets, Sessions sessions, SecurityMails mails, RecentSignIn recent, SystemClock clock)
{
    private const int PixelsPerModule = 6;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    public async Task<Outcome<EnrollSecondFactorResponse>> RunAsync(EnrollSecondFactorRequest request, Caller caller, CancellationToken ct)
    {
        if (recent.Refuses(caller) is { } fault) return fault;
        if (await accounts.FindAsync(caller.UserId!, ct) is not { } account) return IdentityFaults.SessionEnded;
        if (account.HasSecondFactor) return IdentityFaults.SecondFactorOn;
        return request.Code is { } code ? await ActivateAsync(account, code, caller, ct) : await Retry.OnConflictAsync(() => BeginAsync(caller.UserId!, ct), ct);
    }

    private async Task<Outcome<EnrollSecondFactorResponse>> BeginAsync(string userId, CancellationToken ct)
    {
        if (await accounts.FindAsync(userId, ct) is not { } account) return IdentityFaults.SessionEnded;
        if (account.HasSecondFactor) return IdentityFaults.SecondFactorOn;
        var home = accounts.Home(account.UserId);
        var secret = Totp.CreateSecret();
        var row = account.SecondFactor is { } begun ? new TableEntity(begun) : home.Row(IdentityKeys.SecondFactor);
        var text = await secrets.SealAsync(home, IdentityKeys.SecondFactor, SecondFactorRow.Secret, Convert.ToBase64String(secret), ct);
        await home.Change().Save(SecondFactorRow.Begin(row, text, clock.Now + Kept)).CommitAsync(ct);

        var uri = Totp.Uri(secret, account.Profile.Email);
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return new EnrollSecondFactorResponse(Totp.ToBase32(secret), uri, $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsPerModule))}", null);
    }

    private async Task<Outcome<EnrollSecondFactorResponse>> ActivateAsync(Account account, string code, Caller caller, CancellationToken ct)
    {
        if (account.SecondFactor is null) return IdentityFaults.SecondFactorNotBegun;
        var (refusal, right) = await factors.CheckAsync(account, accounts, code, caller.Ip, ct);
        if (refusal is not null) return refusal;

        var codes = RecoveryCodes.Create();
        var home = accounts.Home(account.UserId);
        var ending = await Sessions.AllButAsync(home, account.UserId, caller.SessionId!, ct);
        var row = SecondFactorRow.Activate(right!.Row, SecondFactorRow.LastStepOf(right.Row), codes.Select(RecoveryCodes.Hash));
        var change = home.Change().Replace(row).Audit(sessions.Entry(account, "auth.second_factor_on", caller.Ip));
        try
        {
            await sessions.EndAsync(mails.SecondFactorOn(change, account.Profile.Email), account, ending, ct, twoStep: true);
        }
        catch (WriteConflictException)
        {
            return Faults.Busy;
        }

        return new EnrollSecondFactorResponse(null, null, null, codes);
    }
}
