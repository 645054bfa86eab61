using System.Text.Json.Serialization;
using Artisan.Areas.Notifications.Model;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>The documents in rows.</summary>
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(Preferences))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class InboxDocs : JsonSerializerContext;
