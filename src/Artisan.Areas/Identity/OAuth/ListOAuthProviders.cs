using Artisan.Platform.Http;
using Artisan.Platform.SigningIn;

namespace Artisan.Areas.Identity.OAuth;

/// <summary>The companies whose accounts open this installation.</summary>
/// <param name="Providers">Their names in addresses, such as <c>google</c>; empty where none is set up.</param>
public sealed record OAuthProvidersResponse(IReadOnlyList<string> Providers);

/// <summary>Says with which other companies' accounts one can sign in here, so that the sign-in page offers those and no others.</summary>
internal sealed class ListOAuthProviders(IEnumerable<IIdentityProvider> providers)
{
    public Outcome<OAuthProvidersResponse> Run() => new OAuthProvidersResponse([.. providers.Select(p => p.Name).Order(StringComparer.Ordinal)]);
}
