using System.Text.Json.Serialization;
using Artisan.Areas.Approvals.Model;
using Artisan.Areas.Approvals.News;

namespace Artisan.Areas.Approvals.Storage;

/// <summary>How approvals stand in their rows and messages.</summary>
[JsonSerializable(typeof(Approval))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(ApprovalNewsMessage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class ApprovalDocs : JsonSerializerContext;
