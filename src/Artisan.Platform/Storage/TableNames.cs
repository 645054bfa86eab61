namespace Artisan.Platform.Storage;

/// <summary>The tables that Platform itself reads; each area names its own beside its keys.</summary>
public static class TableNames
{
    /// <summary>Users, sessions, workspaces, members, API keys: what every request is checked against.</summary>
    public const string Identity = "identity";

    /// <summary>Registry, due index, rate limits, dev outbox: what belongs to no workspace.</summary>
    public const string Platform = "platform";

    /// <summary>Audit chains, one partition a workspace.</summary>
    public const string Audit = "audit";
}
