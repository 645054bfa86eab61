using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Notifications.Operations;
using Artisan.Areas.Notifications.Telling;

namespace Artisan.Areas.Notifications;

/// <summary>What the area says and hears over HTTP, and pushes.</summary>
[JsonSerializable(typeof(NotificationsResponse))]
[JsonSerializable(typeof(NotificationResponse))]
[JsonSerializable(typeof(UnreadCountResponse))]
[JsonSerializable(typeof(PreferencesResponse))]
[JsonSerializable(typeof(UpdatePreferencesRequest))]
[JsonSerializable(typeof(NegotiateResponse))]
[JsonSerializable(typeof(LiveNotification))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class NotificationsJson : JsonSerializerContext;
