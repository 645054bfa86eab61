using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Areas.Dashboard;

/// <summary>What the area says over HTTP, and how it keeps what it knows.</summary>
[JsonSerializable(typeof(DashboardResponse))]
[JsonSerializable(typeof(WorkspaceGlance))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class DashboardJson : JsonSerializerContext;
