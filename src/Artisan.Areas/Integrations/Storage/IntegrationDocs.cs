using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Integrations.Syncing;
using Artisan.Platform.Connections;

namespace Artisan.Areas.Integrations.Storage;

/// <summary>How the area's documents stand in rows and messages.</summary>
[JsonSerializable(typeof(Connection))]
[JsonSerializable(typeof(Upkeep))]
[JsonSerializable(typeof(VendorGrant))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(StoredRecord))]
[JsonSerializable(typeof(PushState))]
[JsonSerializable(typeof(CrmPush))]
[JsonSerializable(typeof(EndedConnection))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class IntegrationDocs : JsonSerializerContext;
