using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Operations;
using Artisan.Platform.Http;

namespace Artisan.Areas.Identity;

[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(ResendVerificationRequest))]
[JsonSerializable(typeof(VerifyEmailRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(SwitchWorkspaceRequest))]
[JsonSerializable(typeof(UpdateMeRequest))]
[JsonSerializable(typeof(CreateApiKeyRequest))]
[JsonSerializable(typeof(SignedInResponse))]
[JsonSerializable(typeof(MeResponse))]
[JsonSerializable(typeof(Page<SessionItem>))]
[JsonSerializable(typeof(Page<ApiKeyItem>))]
[JsonSerializable(typeof(CreateApiKeyResponse))]
[JsonSerializable(typeof(Done))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class IdentityJson : JsonSerializerContext;
