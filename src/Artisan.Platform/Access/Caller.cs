using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Access;

/// <summary>
/// Who calls: a signed-in user, or an API key of one workspace. Role and hats are those of the gate at this request,
/// not those of the token.
/// </summary>
public sealed record Caller
{
    /// <summary>The signed-in user; null for an API key.</summary>
    public string? UserId { get; init; }

    /// <summary>The user's session; null for an API key.</summary>
    public string? SessionId { get; init; }

    /// <summary>The API key; null for a user.</summary>
    public string? ApiKeyId { get; init; }

    /// <summary>What the API key may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The current workspace; empty for a user who is in none.</summary>
    public string WorkspaceId { get; init; } = "";

    /// <summary>The workspace that the token names and that lets the user in only once he signs in with two steps; null where it does let him in. He is in no workspace until then.</summary>
    public string? SecondFactorFor { get; init; }

    /// <summary>The role in the current workspace; null without one.</summary>
    public Role? Role { get; init; }

    /// <summary>The hats in the current workspace.</summary>
    public Hats Hats { get; init; }

    /// <summary>When the user last proved the password; operations that need a recent sign-in compare it.</summary>
    public DateTimeOffset SignedInAt { get; init; }

    /// <summary>The caller's address, for the audit trail.</summary>
    public string Ip { get; init; } = "";

    /// <summary>The id under which the caller appears in audit entries and rate limits.</summary>
    public string Actor => UserId ?? ApiKeyId ?? "";

    /// <summary>Whether the caller has at least this role.</summary>
    public bool Is(Role role) => Role >= role;

    /// <summary>Whether the caller wears the hat; an owner wears all.</summary>
    public bool Wears(Hats hat) => Hats.HasFlag(hat) || Role == Access.Role.Owner;

    /// <summary>Binds the caller whom the access check admitted.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is public: it has no caller.</exception>
    public static ValueTask<Caller> BindAsync(HttpContext context) => context.Items[CallerAccess.ItemKey] is Caller caller
        ? ValueTask.FromResult(caller)
        : throw new InvalidOperationException("A public endpoint asks for a caller.");
}
