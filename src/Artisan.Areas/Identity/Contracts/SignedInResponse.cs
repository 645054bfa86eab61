namespace Artisan.Areas.Identity.Contracts;

/// <summary>The user that an access token names.</summary>
public sealed record SignedInUser(string Id, string Name, string Email);

/// <summary>An access token, its end, and whom and which workspace it is for. The refresh token is in the cookie.</summary>
public sealed record SignedInResponse(string AccessToken, DateTimeOffset ExpiresAt, SignedInUser User, string? WorkspaceId)
{
    // The token stays out of logs.
    public override string ToString() => "signed in";
}
