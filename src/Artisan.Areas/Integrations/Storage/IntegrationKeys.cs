using System.Text.RegularExpressions;

namespace Artisan.Areas.Integrations.Storage;

/// <summary>The table, partitions and row keys of the area.</summary>
internal static partial class IntegrationKeys
{
    public const string Table = "integrations";

    /// <summary>The connections of a workspace, partition <c>{workspace}|connections</c>.</summary>
    public const string Connections = "connections";

    public const string ConnectionPrefix = "conn|";

    public const string UpkeepPrefix = "keep|";

    public const string RecordPrefix = "rec|";

    public static string Connection(string provider) => ConnectionPrefix + provider;

    public static string Upkeep(string provider) => UpkeepPrefix + provider;

    /// <summary>A browser that is at a service's page of consent, by the hash of its state.</summary>
    public static string Trip(string hash) => $"trip|{hash}";

    /// <summary>A post that is being made, by the row of its Idempotency-Key.</summary>
    public static string Post(string once) => $"post|{once}";

    /// <summary>The records of one connection.</summary>
    public static string RecordsOf(string connection) => $"crm|{connection}";

    public static string Records(string kind) => $"{RecordPrefix}{kind}|";

    public static string Record(string kind, string id) => Records(kind) + id;

    /// <summary>A record of ours on its way to a CRM, or there.</summary>
    public static string Push(string kind, string own) => $"push|{kind}|{own}";

    /// <summary>Whether an id can be part of a key.</summary>
    public static bool IsId(string id) => Ids().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,120}\z")]
    private static partial Regex Ids();
}
