using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Status.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Status;

[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(Done))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class StatusJson : JsonSerializerContext;
