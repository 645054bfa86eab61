using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sync;

namespace Artisan.Areas.Setup.Storage;

/// <summary>How the area's documents stand in their rows.</summary>
[JsonSerializable(typeof(StepState))]
[JsonSerializable(typeof(SetupCompletion))]
[JsonSerializable(typeof(SyncState))]
[JsonSerializable(typeof(SetupHistoryEntry))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class SetupDocs : JsonSerializerContext;
