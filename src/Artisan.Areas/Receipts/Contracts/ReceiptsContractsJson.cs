using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Areas.Receipts.Contracts;

/// <summary>How requests for receipts are written into an outbox.</summary>
[JsonSerializable(typeof(ReceiptRequest))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
public sealed partial class ReceiptsContractsJson : JsonSerializerContext;
