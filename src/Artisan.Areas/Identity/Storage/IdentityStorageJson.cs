using System.Text.Json.Serialization;
using Artisan.Areas.Identity.Addresses;
using Artisan.Areas.Identity.Leaving;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Recovery;
using Artisan.Areas.Identity.Registration;

namespace Artisan.Areas.Identity.Storage;

[JsonSerializable(typeof(IReadOnlyList<SpentSecret>))]
[JsonSerializable(typeof(RegistrationMail))]
[JsonSerializable(typeof(AccountToOpen))]
[JsonSerializable(typeof(ResetWish))]
[JsonSerializable(typeof(AddressMove))]
[JsonSerializable(typeof(AddressLeft))]
[JsonSerializable(typeof(AccountToWipe))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class IdentityStorageJson : JsonSerializerContext;
