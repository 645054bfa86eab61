using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Identity.Contracts;

/// <summary>A user with what others may know of him. His address is one that he has shown to be his.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">What he is called.</param>
/// <param name="Email">His address.</param>
/// <param name="TwoStep">Whether signing in takes him two steps.</param>
public sealed record Person(string UserId, string Name, string Email, bool TwoStep = false)
{
    // Name and address stay out of logs.
    public override string ToString() => $"person {UserId}";
}

/// <summary>Who is to have an account, and what showed that the address is his.</summary>
/// <param name="Email">The address that the proof was mailed to; never one that the caller could choose.</param>
/// <param name="Name">What he is called; one line.</param>
/// <param name="Password">8 to 256 characters; common ones are refused.</param>
/// <param name="Proof">Names the mailed secret that he presented, by a hash: with the same one the same call may be repeated.</param>
public sealed record NewAccount(string Email, string Name, string Password, string Proof)
{
    // The password stays out of logs.
    public override string ToString() => "new account";
}

/// <summary>Users, for other areas.</summary>
public interface IAccounts
{
    /// <summary>The user of an id; null where there is none. One read.</summary>
    Task<Person?> FindAsync(string userId, CancellationToken ct);

    /// <summary>The user whose address this is; null where it is nobody's. Two reads.</summary>
    Task<Person?> FindAsync(EmailAddress address, CancellationToken ct);

    /// <summary>
    /// Opens an account without a workspace for somebody who followed a mailed secret. Refused where the address has an account already
    /// (<c>identity.address_taken</c>) or the password is a common one. A call that died can be repeated with the same proof and password;
    /// another password is then a wrong one, counted like any.
    /// </summary>
    Task<Outcome<Person>> OpenAsync(NewAccount account, HttpContext http, CancellationToken ct);

    /// <summary>
    /// Signs a user in on the request's browser: sets the refresh cookie and answers what a sign-in answers. Only right after <see cref="OpenAsync"/>:
    /// it asks for no password and no second factor.
    /// </summary>
    Task<SignedInResponse> SignInAsync(Person person, HttpContext http, CancellationToken ct);
}
