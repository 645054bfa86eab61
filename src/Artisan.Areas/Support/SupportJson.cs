using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Support;

/// <summary>What the area says and hears over HTTP.</summary>
[JsonSerializable(typeof(OpenTicketRequest))]
[JsonSerializable(typeof(AddMessageRequest))]
[JsonSerializable(typeof(UpdateTicketRequest))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(Page<TicketResponse>))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class SupportJson : JsonSerializerContext;
