using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Http;

namespace Artisan.Areas.Receipts;

[JsonSerializable(typeof(Page<ReceiptItem>))]
[JsonSerializable(typeof(ReceiptResponse))]
[JsonSerializable(typeof(ProofResponse))]
[JsonSerializable(typeof(CheckpointResponse))]
[JsonSerializable(typeof(ConsistencyResponse))]
[JsonSerializable(typeof(KeysResponse))]
[JsonSerializable(typeof(VerifyReceiptsResponse))]
[JsonSerializable(typeof(ReceiptItem))]
[JsonSerializable(typeof(SealRequested))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class ReceiptsJson : JsonSerializerContext;
