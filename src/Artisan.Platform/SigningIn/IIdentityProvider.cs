namespace Artisan.Platform.SigningIn;

/// <summary>What a browser takes to another company's sign-in page (OAuth 2 code flow with PKCE, OpenID Connect).</summary>
/// <param name="RedirectUri">Where it comes back to.</param>
/// <param name="State">Comes back unchanged, so that an answer is known to belong to this browser's question.</param>
/// <param name="Nonce">Comes back inside the signed identity token.</param>
/// <param name="Challenge">The S256 challenge of a verifier that only we know.</param>
public sealed record ProviderQuestion(Uri RedirectUri, string State, string Nonce, string Challenge);

/// <summary>What a browser brought back.</summary>
/// <param name="RedirectUri">The address it came back to.</param>
/// <param name="Code">The code to be redeemed.</param>
/// <param name="Nonce">The nonce of the question.</param>
/// <param name="Verifier">The verifier of the question's challenge.</param>
public sealed record ProviderAnswer(Uri RedirectUri, string Code, string Nonce, string Verifier)
{
    // Code and verifier stay out of logs.
    public override string ToString() => "provider answer";
}

/// <summary>Who somebody is at another company.</summary>
/// <param name="Issuer">The company's own name of itself.</param>
/// <param name="Subject">Its id of the person, which never changes and is never given to another.</param>
/// <param name="VerifiedEmail">His address, only where the company vouches that it is his; else null.</param>
/// <param name="Name">What he is called there; may be empty.</param>
public sealed record ExternalIdentity(string Issuer, string Subject, string? VerifiedEmail, string Name)
{
    // Address and name stay out of logs.
    public override string ToString() => "external identity";
}

/// <summary>Another company at which people can show who they are.</summary>
public interface IIdentityProvider
{
    /// <summary>The name in addresses: <c>google</c>, <c>microsoft</c>.</summary>
    string Name { get; }

    /// <summary>The address of its sign-in page for a question; null where it cannot be reached.</summary>
    Task<Uri?> AskAsync(ProviderQuestion question, CancellationToken ct);

    /// <summary>Who the answer shows somebody to be; null where the code or the token is not as it must be, or the company cannot be reached.</summary>
    Task<ExternalIdentity?> RedeemAsync(ProviderAnswer answer, CancellationToken ct);
}
