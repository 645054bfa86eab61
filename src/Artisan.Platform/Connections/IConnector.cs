using Artisan.Platform.Sources;

namespace Artisan.Platform.Connections;

/// <summary>Another company's service that a workspace connects with an account of its own. Every call may throw <see cref="SourceException"/> and nothing else that the company can cause.</summary>
public interface IConnector
{
    /// <summary>The name in addresses and rows: <c>linkedin</c>, <c>stripe</c>.</summary>
    string Provider { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>What the connection is good for, in one sentence.</summary>
    string Purpose { get; }
}

/// <summary>A service that is opened with keys which somebody copies from it.</summary>
public interface IKeyConnector : IConnector
{
    /// <summary>What is needed.</summary>
    IReadOnlyList<SourceCredential> Credentials { get; }

    /// <summary>Shows that the keys are right; answers whose account they open, in words.</summary>
    Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct);
}

/// <summary>What a browser takes to another company's page of consent.</summary>
/// <param name="RedirectUri">Where it comes back to; it must be registered there.</param>
/// <param name="State">Comes back unchanged.</param>
/// <param name="Challenge">The S256 challenge of a verifier that only we know.</param>
public sealed record ConsentQuestion(Uri RedirectUri, string State, string Challenge);

/// <summary>What a browser brought back.</summary>
/// <param name="RedirectUri">The address it came back to.</param>
/// <param name="Code">The code to be redeemed.</param>
/// <param name="Verifier">The verifier of the question's challenge.</param>
public sealed record ConsentAnswer(Uri RedirectUri, string Code, string Verifier)
{
    // Code and verifier stay out of logs.
    public override string ToString() => "consent";
}

/// <summary>A service that somebody opens by consenting on its own page (OAuth 2 code flow).</summary>
public interface IConsentConnector : IConnector
{
    /// <summary>Whether the operator has registered this installation there.</summary>
    bool IsSetUp { get; }

    /// <summary>What is asked for.</summary>
    IReadOnlyList<string> Scopes { get; }

    /// <summary>The address of its page of consent.</summary>
    Uri Ask(ConsentQuestion question);

    /// <summary>Redeems what a browser brought back.</summary>
    Task<VendorGrant> RedeemAsync(ConsentAnswer answer, CancellationToken ct);

    /// <summary>
    /// The next grant; <see cref="SourceFailure.WrongCredentials"/> where the consent was withdrawn. The refresh token of the old grant may be worthless from
    /// then on, so one at a time calls this and keeps what comes.
    /// </summary>
    Task<VendorGrant> RefreshAsync(VendorGrant grant, CancellationToken ct);

    /// <summary>Ends the grant over there, where the company has a way to.</summary>
    Task RevokeAsync(VendorGrant grant, CancellationToken ct);

    /// <summary>Whose account it is; shows that the grant is good.</summary>
    Task<VendorAccount> TestAsync(VendorGrant grant, CancellationToken ct);
}
