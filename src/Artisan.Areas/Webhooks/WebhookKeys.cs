using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Webhooks;

/// <summary>The table, partitions and row keys of the area.</summary>
internal static class WebhookKeys
{
    public const string Table = "webhooks";

    /// <summary>The endpoints of a workspace, partition <c>{workspace}|hooks</c>.</summary>
    public const string Partition = "hooks";

    /// <summary>What sources sent, partition <c>{workspace}|inbound</c>.</summary>
    public const string InboundPartition = "inbound";

    public const string InboundPrefix = "in|";

    public const string EndpointPrefix = "ep|";

    /// <summary>Begins the rows of endpoints and of how they fare, which are read together.</summary>
    public const string KnownPrefix = "ep";

    public const string FailedPrefix = "fail|";

    public const string DeliveryPrefix = "evt|";

    /// <summary>What an endpoint that wants its events in order still has to get, the oldest first.</summary>
    public const string WaitingPrefix = "wait|";

    public static string Endpoint(string id) => $"{EndpointPrefix}{id}";

    /// <summary>A message of a source, by the hash of its id there.</summary>
    public static string Inbound(string kind, string hash) => $"{InboundPrefix}{kind}|{hash}";

    /// <summary>How an endpoint fares; there is none of one that takes its events.</summary>
    public static string Health(string endpoint) => $"ep~{endpoint}";

    /// <summary>The deliveries of one endpoint.</summary>
    public static string PartitionOf(string endpoint) => $"{Partition}|{endpoint}";

    /// <summary>A delivery; keys order the newest first.</summary>
    public static string Delivery(string eventId) => DeliveryPrefix + NewestFirst.Key(Bare(eventId));

    /// <summary>A delivery that failed for good.</summary>
    public static string Failed(string eventId) => FailedPrefix + NewestFirst.Key(Bare(eventId));

    public static string Waiting(string eventId) => WaitingPrefix + Bare(eventId);

    /// <summary>The failed deliveries of events of [from, to), the newest first.</summary>
    public static RowRange FailedOf(DateTimeOffset from, DateTimeOffset to) => RowRange.Between(Failed(to) + "\u0001", Failed(from) + "\u0001");

    /// <summary>The event of a row's key.</summary>
    public static string EventOf(string rowKey)
    {
        var (prefix, rest) = (rowKey[..(rowKey.IndexOf('|', StringComparison.Ordinal) + 1)], rowKey[(rowKey.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        return "evt_" + (prefix == WaitingPrefix ? rest : NewestFirst.Key(rest));
    }

    private static string Failed(DateTimeOffset at) => FailedPrefix + NewestFirst.Key(UlidIds.FirstOf(at));

    private static string Bare(string eventId) => eventId["evt_".Length..];
}
