using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Approvals.GoLive;
using Artisan.Areas.Approvals.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Approvals;

/// <summary>What the area says and hears over HTTP.</summary>
[JsonSerializable(typeof(ApprovalResponse))]
[JsonSerializable(typeof(Page<ApprovalResponse>))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DelegateRequest))]
[JsonSerializable(typeof(ApproversRequest))]
[JsonSerializable(typeof(GoLiveResponse))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class ApprovalsJson : JsonSerializerContext;
