namespace Artisan.Cli.Config;

/// <summary>How to reach and be known to one Artisan, and the receipt keys that were pinned when it was first met.</summary>
internal sealed record Login
{
    public required string Url { get; init; }

    public string? WorkspaceId { get; init; }

    public string? ApiKey { get; init; }

    public string? AccessToken { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The refresh cookie as name=value.</summary>
    public string? RefreshCookie { get; init; }

    public IReadOnlyList<string> PinnedKeys { get; init; } = [];

    // Secrets stay out of messages.
    public override string ToString() => Url;
}

/// <summary>All logins of a person and which one is used when none is named.</summary>
internal sealed record LoginFile(string? Current, IReadOnlyDictionary<string, Login> Logins);
