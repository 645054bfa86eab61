using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Value;

/// <summary>What the area says and hears over HTTP; calculations are kept as they are said.</summary>
[JsonSerializable(typeof(PushDataRequest))]
[JsonSerializable(typeof(PushDataResponse))]
[JsonSerializable(typeof(DefinitionRequest))]
[JsonSerializable(typeof(DefinitionResponse))]
[JsonSerializable(typeof(Page<DefinitionResponse>))]
[JsonSerializable(typeof(SubmitDefinitionRequest))]
[JsonSerializable(typeof(ActivateDefinitionRequest))]
[JsonSerializable(typeof(EvaluateFormulaRequest))]
[JsonSerializable(typeof(EvaluateFormulaResponse))]
[JsonSerializable(typeof(RunCalculationRequest))]
[JsonSerializable(typeof(CalculationResponse))]
[JsonSerializable(typeof(Page<CalculationResponse>))]
[JsonSerializable(typeof(AccuracyFeedbackRequest))]
[JsonSerializable(typeof(AccuracyResponse))]
[JsonSerializable(typeof(DefinitionAccuracyResponse))]
[JsonSerializable(typeof(AccuracyPairResponse))]
[JsonSerializable(typeof(ExportedPoint))]
[JsonSerializable(typeof(ExportedVersion))]
[JsonSerializable(typeof(ExportedFeedback))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class ValueJson : JsonSerializerContext;
