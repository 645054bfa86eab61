using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Cli.Import;

namespace Artisan.Cli.Config;

/// <summary>The JSON of the files in the config folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginFile))]
[JsonSerializable(typeof(VerifiedFile))]
[JsonSerializable(typeof(ImportState))]
internal sealed partial class CliJson : JsonSerializerContext;
