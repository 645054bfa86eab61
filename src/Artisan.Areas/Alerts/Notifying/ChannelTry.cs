using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>Asks for one try of a delivery.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="NoticeId">What happened to it.</param>
/// <param name="ChannelId">Who is told.</param>
/// <param name="Try">How often it was tried before: a message that comes twice, or late, finds another number and does nothing.</param>
/// <param name="Again">Whether it came before the outcome of the try before was kept, and is here for the second time.</param>
internal sealed record ChannelTry(string WorkspaceId, string AlertId, string NoticeId, string ChannelId, int Try, bool Again = false)
{
    /// <summary>The queue that tries wait in.</summary>
    public const string Queue = "alert-delivery";

    public static JsonTypeInfo<ChannelTry> JsonType => AlertDocs.Default.ChannelTry;

    public static ChannelTry Of(string workspaceId, ChannelDelivery delivery) => new(workspaceId, delivery.AlertId, delivery.NoticeId, delivery.ChannelId, delivery.Tries);
}
