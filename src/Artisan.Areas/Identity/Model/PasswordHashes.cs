using Artisan.Areas.Identity.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Model;

/// <summary>
/// Hashes passwords with ASP.NET Core Identity's hasher (PBKDF2-HMAC-SHA512, rounds kept with the hash). At most as many at a time as
/// there are processors: a flood of sign-ins waits here instead of taking every thread.
/// </summary>
internal sealed class PasswordHashes : IDisposable
{
    private readonly PasswordHasher<Profile> _hasher;
    private readonly Lazy<string> _nobody;
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);

    public PasswordHashes(IOptions<IdentityOptions> options)
    {
        _hasher = new PasswordHasher<Profile>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordRounds }));
        _nobody = new Lazy<string>(() => _hasher.HashPassword(null!, SecretText.Create()));
    }

    /// <summary>The hash of a new password.</summary>
    public Task<string> HashAsync(string password, CancellationToken ct) => RunAsync(() => _hasher.HashPassword(null!, password), ct);

    /// <summary>
    /// Compares a password with a hash, or with nobody's where there is no such account, or one without a password: both take the same time.
    /// The second value is a new hash where the stored one has fewer rounds than we ask today.
    /// </summary>
    public Task<(bool Right, string? Raised)> VerifyAsync(string? hash, string password, CancellationToken ct) => RunAsync<(bool, string?)>(
        () => _hasher.VerifyHashedPassword(null!, hash is { Length: > 0 } ? hash : _nobody.Value, password) switch
        {
            _ when hash is not { Length: > 0 } => (false, null),
            PasswordVerificationResult.Success => (true, null),
            PasswordVerificationResult.SuccessRehashNeeded => (true, _hasher.HashPassword(null!, password)),
            _ => (false, null),
        },
        ct);

    public void Dispose() => _processors.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _processors.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _processors.Release();
        }
    }
}
