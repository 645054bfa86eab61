using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Audit.Operations;

namespace Artisan.Areas.Audit;

[JsonSerializable(typeof(AuditPageResponse))]
[JsonSerializable(typeof(AuditLine))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class AuditJson : JsonSerializerContext;
