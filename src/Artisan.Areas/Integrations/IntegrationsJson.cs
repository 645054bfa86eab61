using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Integrations.Connecting;
using Artisan.Areas.Integrations.Contracts;
using Artisan.Areas.Integrations.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Integrations;

/// <summary>What the area says and hears over HTTP.</summary>
[JsonSerializable(typeof(Page<IntegrationResponse>))]
[JsonSerializable(typeof(IntegrationResponse))]
[JsonSerializable(typeof(IntegrationRequest))]
[JsonSerializable(typeof(ConnectResponse))]
[JsonSerializable(typeof(DisconnectResponse))]
[JsonSerializable(typeof(PostRequest))]
[JsonSerializable(typeof(PostResponse))]
[JsonSerializable(typeof(CrmRecord))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class IntegrationsJson : JsonSerializerContext;
