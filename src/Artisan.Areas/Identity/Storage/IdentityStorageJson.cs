using System.Text.Json.Serialization;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Registration;

namespace Artisan.Areas.Identity.Storage;

[JsonSerializable(typeof(IReadOnlyList<SpentSecret>))]
[JsonSerializable(typeof(RegistrationMail))]
[JsonSerializable(typeof(AccountToOpen))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class IdentityStorageJson : JsonSerializerContext;
