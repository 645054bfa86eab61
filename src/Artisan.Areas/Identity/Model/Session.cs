using Artisan.Platform.Access;

namespace Artisan.Areas.Identity.Model;

/// <summary>A secret that was replaced a moment ago: who still presents it is a second tab, not a thief.</summary>
internal sealed record SpentSecret(string Hash, int Generation, DateTimeOffset ReplacedAt);

/// <summary>What presenting a refresh secret comes to.</summary>
internal enum Presented
{
    /// <summary>It is the current one and was replaced.</summary>
    Rotated,

    /// <summary>It was replaced within the grace; the current one is told again.</summary>
    Repeated,

    /// <summary>It was replaced before, or never was one of this session: somebody has a copy.</summary>
    Reused,
}

/// <summary>A place where a user is signed in. It ends 24 hours after its last use and 30 days after it began.</summary>
internal sealed record Session
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(24);
    public static readonly TimeSpan Absolute = TimeSpan.FromDays(30);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private const int MostSpent = 16;

    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
    public required string SecretHash { get; init; }
    public required int Generation { get; init; }
    public IReadOnlyList<SpentSecret> Spent { get; init; } = [];
    public string WorkspaceId { get; init; } = "";
    public string UserAgent { get; init; } = "";
    public string Ip { get; init; } = "";

    /// <summary>When it ends unless it is used before.</summary>
    public DateTimeOffset EndsAt => Min(LastUsedAt + Idle, CreatedAt + Absolute);

    /// <summary>The access token's claims.</summary>
    public AccessClaims Claims => new(UserId, Id, WorkspaceId, CreatedAt);

    /// <summary>
    /// Presents a secret: what it comes to, the session afterwards and the secret that the caller goes on with.
    /// </summary>
    public (Presented Result, Session Session, string Secret) Present(string secret, KeySet keys, DateTimeOffset now)
    {
        if (SecretText.Matches(secret, SecretHash))
        {
            var next = RefreshToken.Successor(keys.Current, Id, Generation, secret);
            var spent = Spent.Where(s => s.ReplacedAt + Grace >= now).TakeLast(MostSpent - 1).Append(new SpentSecret(SecretHash, Generation, now));
            return (Presented.Rotated, this with { SecretHash = SecretText.Hash(next), Generation = Generation + 1, Spent = [.. spent], LastUsedAt = now }, next);
        }

        var earlier = Spent.FirstOrDefault(s => s.ReplacedAt + Grace >= now && SecretText.Matches(secret, s.Hash));
        return earlier is not null && Current(secret, earlier.Generation, keys) is { } current ? (Presented.Repeated, this, current) : (Presented.Reused, this, "");
    }

    // Walks from a spent secret to the current one; each step by the key that was in use when it was taken.
    private string? Current(string secret, int generation, KeySet keys)
    {
        for (; generation < Generation; generation++)
        {
            var hash = generation + 1 == Generation ? SecretHash : Spent.FirstOrDefault(s => s.Generation == generation + 1)?.Hash;
            var next = hash is null ? null : keys.All.Select(key => RefreshToken.Successor(key, Id, generation, secret)).FirstOrDefault(s => SecretText.Matches(s, hash));
            if (next is null) return null;
            secret = next;
        }

        return secret;
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
