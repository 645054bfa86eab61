using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Testing.Host;

/// <summary>
/// A registration as it waits for its mail to be opened, put there without the mail and with a password hash that is computed once for all tests:
/// hashing is slow on purpose, and only tests of passwords need to see it.
/// </summary>
public static class ReadyRegistration
{
    /// <summary>The password of everybody who was made this way.</summary>
    public const string Password = "correct horse battery staple";

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 220_000 })).HashPassword(null!, Password));

    /// <summary>Puts it there; answers the token that confirms the address.</summary>
    public static async Task<string> CreateAsync(IServiceProvider services, string email)
    {
        var (ids, token) = (services.GetRequiredService<IIds>(), SecretText.Create());
        var home = services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Registration(SecretText.Hash(token)));
        var row = new PendingRegistration
        {
            UserId = ids.New("usr"),
            WorkspaceId = ids.New("ws"),
            Name = "Ada Example",
            Address = email,
            PasswordHash = Hash.Value,
            WorkspaceName = "Example",
        }.Into(home.Row(IdentityKeys.Pending));
        row[Partition.Expiry] = services.GetRequiredService<SystemClock>().Now + PendingRegistration.Kept;
        await home.Change().Insert(row).CommitAsync(CancellationToken.None);
        return token;
    }
}
