using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Recovery;

/// <summary>What we tell the owner of an account about its locks; sent if and only if the change it tells of is committed.</summary>
internal sealed class SecurityMails(IOptions<ApiOptions> api)
{
    private const string NotYou = "If it was not you, set a new password at once.";

    public Change PasswordChanged(Change change, string to) => Notice(change, to, "Your password was changed", "The password of your account was changed, and your other sessions were ended.");

    public Change SecondFactorOn(Change change, string to) =>
        Notice(change, to, "Two-step sign-in is on", "From now on signing in to your account asks for a code of your authenticator app. Your other sessions were ended.");

    public Change SecondFactorOff(Change change, string to) => Notice(change, to, "Two-step sign-in is off", "Signing in to your account asks for the password only. Your other sessions were ended.");

    public Change RecoveryCodeUsed(Change change, string to, int left) =>
        Notice(change, to, "A recovery code was used", $"Somebody signed in to your account with one of your recovery codes; {left} are left. Each works once.");

    /// <summary>What may not have been he; <paramref name="what"/> says it in a sentence.</summary>
    public Change Suspicious(Change change, string to, string kind, string what)
    {
        var title = TitleOf(kind);
        var content = new MailContent(title, [what, "If it was you, or somebody you know of, go on. If it was not, set a new password: it ends every session of your account."], new MailLink("This was not me", ResetPage));
        return change.Mail(to, title, content);
    }

    /// <summary>What may not have been he, in a line.</summary>
    public static string TitleOf(string suspicion) => suspicion switch
    {
        Suspicions.NewPlace => "Somebody signed in to your account from a new place",
        Suspicions.FailedSignIns => "Somebody tries to sign in to your account",
        Suspicions.MassExport => "Your workspace was exported several times",
        _ => throw new ArgumentOutOfRangeException(nameof(suspicion)),
    };

    public static Change Erased(Change change, string to) => change.Mail(
        to, "Your account was erased", new MailContent("Your account was erased", ["Your account and what we knew about you are gone. Thank you for having been with us."]));

    private Change Notice(Change change, string to, string title, string what) =>
        change.Mail(to, title, new MailContent(title, [what, NotYou], new MailLink("Set a new password", ResetPage)));

    private Uri ResetPage => new(api.Value.PublicUrl, "/forgot");
}
