using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Testing.Host;

/// <summary>
/// Accounts, and registrations that wait for their mail to be opened, put there without the mail and with a password hash that is computed once for all
/// tests: hashing is slow on purpose, and only tests of passwords need to see it.
/// </summary>
public static class ReadyAccount
{
    /// <summary>The password of everybody who was made this way.</summary>
    public const string Password = "correct horse battery staple";

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 220_000 })).HashPassword(null!, Password));

    /// <summary>Puts a registration there; answers the token that confirms the address.</summary>
    public static async Task<string> RegisterAsync(IServiceProvider services, string email)
    {
        var token = SecretText.Create();
        var home = services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Registration(SecretText.Hash(token)));
        var row = Registration(services, email).Into(home.Row(IdentityKeys.Pending));
        row[Partition.Expiry] = services.GetRequiredService<SystemClock>().Now + PendingRegistration.Kept;
        await home.Change().Insert(row).CommitAsync(CancellationToken.None);
        return token;
    }

    /// <summary>Opens the account of a confirmed address and signs in; answers what the browser gets, with its cookies.</summary>
    public static async Task<(SignedInResponse Answer, IReadOnlyList<string> Cookies)> OpenAsync(IServiceProvider services, string email)
    {
        var registration = Registration(services, email);
        if (!EmailAddress.TryParse(email, out var address)) throw new ArgumentException($"{email} is no address.", nameof(email));
        if (await services.GetRequiredService<OpenAccount>().ClaimAsync(address, registration, new Confirmation(SecretText.Create(), Hash.Value, "127.0.0.1"), CancellationToken.None) is null) throw new InvalidOperationException($"{email} has an account.");
        var http = new DefaultHttpContext { RequestServices = services };
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        var answer = await services.GetRequiredService<IAccounts>().SignInAsync(new Person(registration.UserId, registration.Name, email), http, CancellationToken.None);
        return (answer, http.Response.Headers.SetCookie!);
    }

    private static PendingRegistration Registration(IServiceProvider services, string email)
    {
        var ids = services.GetRequiredService<IIds>();
        return new PendingRegistration { UserId = ids.New("usr"), WorkspaceId = ids.New("ws"), Name = "Ada Example", Address = email, WorkspaceName = "Example" };
    }
}
