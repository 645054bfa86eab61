using System.Security.Cryptography;

namespace Artisan.LocalHost.Invocations;

/// <summary>Random ids in the shape of a GUID, as the Functions host gives to invocations and workers.</summary>
internal static class InvocationIds
{
    public static Guid New() => new(RandomNumberGenerator.GetBytes(16), bigEndian: true);
}
