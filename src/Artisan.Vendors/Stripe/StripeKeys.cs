using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Payments;

namespace Artisan.Vendors.Stripe;

/// <summary>Texts in the form that Stripe takes as idempotency keys and path segments.</summary>
internal static class StripeKeys
{
    // In a day, after which Stripe forgets its failures.
    private const int MostFailures = 50;

    /// <summary>An idempotency key of fixed length that tells nothing of what it is made of.</summary>
    public static string ToKey(this string text) => $"artisan-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A key that was never used: for calls that may have an effect each time.</summary>
    public static string Fresh() => $"artisan-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>An id as one segment of a path, whatever it holds.</summary>
    public static string ToSegment(this string id) => Uri.EscapeDataString(id);

    /// <summary>
    /// Does something that looks first whether it was done, under a key. Stripe repeats a failure of its own for a day to whoever comes with the same key, and may have done it all the same: so
    /// after one of an earlier call it is looked again, and tried under the next key. All who come take the keys in the same order, so it is done once.
    /// </summary>
    public static async Task<T> BeyondFailuresAsync<T>(this string key, Func<string, Task<T>> lookAndDo)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await lookAndDo(failures == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}:after-{failures}"));
            }
            catch (PaymentException e) when (e.Earlier)
            {
                // What failed in this call stays its failure: it is the next one's to go on.
                if (failures == MostFailures) throw new PaymentException(e.Failure, e.Code, inner: e);
            }
        }
    }

    /// <summary>The same for what answers nothing.</summary>
    public static Task BeyondFailuresAsync(this string key, Func<string, Task> lookAndDo) => key.BeyondFailuresAsync(async next =>
    {
        await lookAndDo(next);
        return true;
    });
}
