namespace Artisan.Platform.Access;

/// <summary>A member's role in a workspace; each includes those below it.</summary>
public enum Role
{
    Viewer = 1,
    Member = 2,
    Admin = 3,
    Owner = 4,
}

/// <summary>What a member may be beside the role: it opens approval stages and the writes that belong to them. An owner wears all three.</summary>
[Flags]
public enum Hats
{
    None = 0,
    Finance = 1,
    Technical = 2,
    Executive = 4,
    All = Finance | Technical | Executive,
}

/// <summary>Names of roles and hats as they stand in tokens, rows and answers.</summary>
public static class RoleNames
{
    /// <summary>viewer, member, admin or owner.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Member => "member",
        Role.Admin => "admin",
        Role.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of that name, or null.</summary>
    public static Role? ParseRole(string? name) => name switch
    {
        "viewer" => Role.Viewer,
        "member" => Role.Member,
        "admin" => Role.Admin,
        "owner" => Role.Owner,
        _ => null,
    };

    /// <summary>The hats as a list of names.</summary>
    public static IReadOnlyList<string> Names(this Hats hats) =>
        [.. new[] { (Hats.Finance, "finance"), (Hats.Technical, "technical"), (Hats.Executive, "executive") }.Where(h => hats.HasFlag(h.Item1)).Select(h => h.Item2)];

    /// <summary>The hats of a list of names; unknown names count for nothing.</summary>
    public static Hats ParseHats(IEnumerable<string> names) => names.Aggregate(Hats.None, (all, name) => all | name switch
    {
        "finance" => Hats.Finance,
        "technical" => Hats.Technical,
        "executive" => Hats.Executive,
        _ => Hats.None,
    });
}
