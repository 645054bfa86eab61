using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Artisan.Areas.Identity.Contracts;

/// <summary>
/// Something that a user should know of because it may not have been he. Sent to <see cref="SinkName"/> in the transaction that notices it; he gets one mail a day of each kind,
/// with the way to a new password.
/// </summary>
/// <param name="UserId">Who is told.</param>
/// <param name="Kind">One of <see cref="Suspicions"/>.</param>
/// <param name="What">What was noticed, in a sentence without secrets.</param>
/// <param name="Ip">The address that it came from.</param>
/// <param name="At">When.</param>
public sealed record AccountSuspicion(string UserId, string Kind, string What, string Ip, DateTimeOffset At)
{
    /// <summary>The outbox sink that tells users.</summary>
    public const string SinkName = "identity-suspicion";

    /// <summary>How the message is written.</summary>
    public static JsonTypeInfo<AccountSuspicion> JsonType => IdentityContractsJson.Default.AccountSuspicion;

    // The address stays out of logs.
    public override string ToString() => $"suspicion {Kind} of {UserId}";
}

/// <summary>What users are told of.</summary>
public static class Suspicions
{
    /// <summary>A sign-in from a device, or a country, from which nobody signed in to the account before.</summary>
    public const string NewPlace = "new_place";

    /// <summary>Ten failed sign-ins in a row.</summary>
    public const string FailedSignIns = "failed_sign_ins";

    /// <summary>A workspace of which the user is an owner was exported several times in a day.</summary>
    public const string MassExport = "mass_export";
}

[JsonSerializable(typeof(AccountSuspicion))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class IdentityContractsJson : JsonSerializerContext;
