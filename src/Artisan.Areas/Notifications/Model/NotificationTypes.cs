namespace Artisan.Areas.Notifications.Model;

/// <summary>The kinds of news that people choose channels for.</summary>
internal static class NotificationTypes
{
    public const string Account = "account";
    public const string System = "system";
    public const string Billing = "billing";
    public const string Agent = "agent";
    public const string Team = "team";
    public const string Value = "value";
    public const string Support = "support";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> All = [Account, System, Billing, Agent, Team, Value, Support];

    /// <summary>Whether its news are always listed: what concerns somebody's own access, or the bill, nobody is to miss.</summary>
    public static bool IsLocked(string type) => type is Account or Billing;

    // Of the others the areas write at once by themselves, in words of their own.
    public static bool IsMailedUsually(string type) => type is System or Agent or Team;
}
