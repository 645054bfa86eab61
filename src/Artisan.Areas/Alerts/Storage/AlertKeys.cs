using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Storage;

/// <summary>The rows of the partition <c>{workspace}|alerts</c>.</summary>
internal static class AlertKeys
{
    public const string Table = "alerts";

    public const string Partition = "alerts";

    /// <summary>What ids of alerts begin with.</summary>
    public const string IdPrefix = "alt";

    /// <summary>What the workspace wants to be alerted of.</summary>
    public const string Rules = "rules";

    /// <summary>Every alert, the newest first.</summary>
    public const string AlertPrefix = "alert|";

    /// <summary>Those that are not resolved, once more, the newest first: they are found without going through all others.</summary>
    public const string OpenPrefix = "open|";

    public static string Alert(string id) => AlertPrefix + Inverted(id);

    public static string Open(string id) => OpenPrefix + Inverted(id);

    /// <summary>Names the open alert of a key: at most one row, so at most one alert.</summary>
    public static string ByKey(string key) => $"key|{Hash(key)}";

    /// <summary>Proves that a signal was taken.</summary>
    public static string Done(string signal) => $"{DonePrefix}{signal}";

    public const string DonePrefix = "done|";

    /// <summary>What came of the latest message to a channel.</summary>
    public const string ResultPrefix = "chan|";

    public static string Result(string channelId) => ResultPrefix + channelId;

    /// <summary>What channels were told of an alert, the oldest first.</summary>
    public static RowRange DeliveriesOf(string alertId) => RowRange.Prefix(DeliveryPrefix + Inverted(alertId) + "|");

    /// <summary>One notice of an alert to one channel: at most one row, so it is told once.</summary>
    public static string Delivery(string alertId, string noticeId, string channelId) => $"{DeliveryPrefix}{Inverted(alertId)}|{noticeId}|{channelId}";

    public const string DeliveryPrefix = "dlv|";

    public static bool IsId(string id) => UlidIds.IsId(id, IdPrefix);

    /// <summary>A text of any characters as a part of a key.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Inverted(string id) => NewestFirst.Key(id[(IdPrefix.Length + 1)..]);
}
