using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Operations;

/// <summary>What a user may change about himself.</summary>
public sealed record UpdateMeRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string Name,
    [Required, StringLength(20), RegularExpression(Texts.Locale, ErrorMessage = "A language tag such as en or de-CH.")] string Locale,
    [Required, StringLength(64)] string TimeZone);

/// <summary>Changes the caller's name, language and time zone.</summary>
internal sealed class UpdateMe(AccountStore accounts, IEntitlements entitlements)
{
    public async Task<Outcome<MeResponse>> RunAsync(UpdateMeRequest request, Caller caller, CancellationToken ct)
    {
        if (!TimeZones.IsKnown(request.TimeZone)) return Faults.Invalid.At("timeZone", "An IANA time zone such as Europe/Berlin.");
        return await Retry.OnConflictAsync<Outcome<MeResponse>>(
            async () =>
            {
                if (await accounts.FindAsync(caller.UserId!, ct) is not { } account) return IdentityFaults.SessionEnded;
                var profile = account.Profile with { Name = request.Name.Trim(), Locale = request.Locale, TimeZone = request.TimeZone };
                await accounts.Home(caller.UserId!).Change().Replace(account.RowOf(profile)).Audit(caller, "auth.profile_updated", "user", account.UserId)
                    .Send(MemberProfileChanged.SinkName, new MemberProfileChanged(account.UserId), MemberProfileChanged.JsonType).CommitAsync(ct);
                return await MeResponse.OfAsync(account, profile, caller, entitlements, ct);
            },
            ct);
    }
}
