using System.Security.Cryptography;
using System.Text;

namespace Artisan.Vendors.Stripe;

/// <summary>Texts in the form that Stripe takes as idempotency keys and path segments.</summary>
internal static class StripeKeys
{
    /// <summary>An idempotency key of fixed length that tells nothing of what it is made of.</summary>
    public static string ToKey(this string text) => $"artisan-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A key that was never used: for calls that may have an effect each time.</summary>
    public static string Fresh() => $"artisan-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>An id as one segment of a path, whatever it holds.</summary>
    public static string ToSegment(this string id) => Uri.EscapeDataString(id);
}
