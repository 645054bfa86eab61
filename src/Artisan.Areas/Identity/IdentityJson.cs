using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Identity.Addresses;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Leaving;
using Artisan.Areas.Identity.OAuth;
using Artisan.Areas.Identity.Operations;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.SecondFactor;
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
[JsonSerializable(typeof(SignInResponse))]
[JsonSerializable(typeof(ConfirmSignInRequest))]
[JsonSerializable(typeof(EnrollSecondFactorRequest))]
[JsonSerializable(typeof(EnrollSecondFactorResponse))]
[JsonSerializable(typeof(DropSecondFactorRequest))]
[JsonSerializable(typeof(ForgotPasswordRequest))]
[JsonSerializable(typeof(ResetPasswordRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(ChangeEmailRequest))]
[JsonSerializable(typeof(EraseMeRequest))]
[JsonSerializable(typeof(SignedInResponse))]
[JsonSerializable(typeof(MeResponse))]
[JsonSerializable(typeof(Page<SessionItem>))]
[JsonSerializable(typeof(Page<ApiKeyItem>))]
[JsonSerializable(typeof(CreateApiKeyResponse))]
[JsonSerializable(typeof(OAuthProvidersResponse))]
[JsonSerializable(typeof(Done))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class IdentityJson : JsonSerializerContext;
