using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Value.Data;

namespace Artisan.Areas.Value;

/// <summary>What the area says and hears over HTTP, and keeps as it was said.</summary>
[JsonSerializable(typeof(PushDataRequest))]
[JsonSerializable(typeof(PushDataResponse))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class ValueJson : JsonSerializerContext;
