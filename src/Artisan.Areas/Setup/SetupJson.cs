using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Operations;

namespace Artisan.Areas.Setup;

/// <summary>What the area says and hears over HTTP.</summary>
[JsonSerializable(typeof(SetupSettings))]
[JsonSerializable(typeof(SetupResponse))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class SetupJson : JsonSerializerContext;
