using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Artisan.Azure.KeyVault;

/// <summary>What a vault asks a token for: the scope and the tenant of its WWW-Authenticate header.</summary>
internal sealed partial record VaultChallenge(string Scope, string? TenantId)
{
    private static readonly ConcurrentDictionary<string, VaultChallenge> Known = new(StringComparer.OrdinalIgnoreCase);

    public static VaultChallenge? Of(Uri vault) => Known.GetValueOrDefault(vault.Authority);

    public static void Remember(Uri vault, VaultChallenge challenge) => Known[vault.Authority] = challenge;

    /// <summary>Reads a bearer challenge; null where the header is none.</summary>
    public static VaultChallenge? Parse(string header)
    {
        if (!header.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase)) return null;
        var parts = Part().Matches(header).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        var scope = parts["scope"].FirstOrDefault() ?? (parts["resource"].FirstOrDefault() is { } resource ? resource + "/.default" : null);
        if (scope is null) return null;

        var authority = parts["authorization"].FirstOrDefault() ?? parts["authorization_uri"].FirstOrDefault();
        var tenant = Uri.TryCreate(authority, UriKind.Absolute, out var address) ? address.AbsolutePath.Trim('/').Split('/')[0] : null;
        return new VaultChallenge(scope, string.IsNullOrEmpty(tenant) ? null : tenant);
    }

    /// <summary>True where the vault lies in the domain that the token is for: a hostile host cannot ask for another's.</summary>
    public bool Covers(Uri vault) =>
        Uri.TryCreate(Scope, UriKind.Absolute, out var resource) && vault.Host.EndsWith($".{resource.Host}", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""([a-z_]+)="?([^",\s]+)"?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
