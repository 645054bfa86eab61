namespace Artisan.Platform.Connections;

/// <summary>What another company lets us do in a workspace's name, and for how long.</summary>
/// <param name="AccessToken">Opens its API.</param>
/// <param name="RefreshToken">Gets the next access token; null where there is none, and somebody has to consent again.</param>
/// <param name="ExpiresAt">When the access token ends; null where the company does not say.</param>
/// <param name="ApiBase">Where the workspace's own part of the API is; null where all share one.</param>
/// <param name="AccountId">The company's id of the account; empty until it was asked for.</param>
public sealed record VendorGrant(string AccessToken, string? RefreshToken, DateTimeOffset? ExpiresAt, Uri? ApiBase = null, string AccountId = "")
{
    // Tokens stay out of logs.
    public override string ToString() => "grant";
}

/// <summary>Whose account a connection opens.</summary>
/// <param name="Id">The company's id of it, which never changes.</param>
/// <param name="Label">What people know it by.</param>
public sealed record VendorAccount(string Id, string Label)
{
    // The label may be a name or an address.
    public override string ToString() => "account";
}
