namespace Artisan.Areas.Identity.Storage;

/// <summary>A user as he is kept: what he is called, how he signs in, where he was last.</summary>
internal sealed record Profile
{
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required string PasswordHash { get; init; }
    public string Locale { get; init; } = "en";
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The workspace that the next sign-in begins in.</summary>
    public string LastWorkspace { get; init; } = "";

    /// <summary>Marks of the places that were signed in from, the latest last.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The countries that were signed in from, the latest last.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }

    // Hash and address stay out of logs.
    public override string ToString() => "profile";
}
