using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Contracts;

/// <summary>Asks for a fresh sign-in before what cannot be taken back: a browser that was left open must not be enough.</summary>
public sealed class RecentSignIn(SystemClock clock)
{
    /// <summary>How long a sign-in is a recent one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Null where the caller's session began within the last ten minutes; renewing it does not count.</summary>
    public Fault? Refuses(Caller caller) => caller.SessionId is not null && clock.Now - caller.SignedInAt <= Kept ? null : IdentityFaults.SignInAgain;
}
