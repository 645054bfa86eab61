using System.Globalization;
using System.Security.Cryptography;
using Artisan.Areas.Webhooks.Endpoints;
using Artisan.Areas.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Deliveries;

/// <summary>
/// When a delivery that failed is tried again: 5 minutes, 30 minutes and 2 hours after the event, each up to a tenth later so that receivers are not hit by all at once;
/// then it has failed. An endpoint that wants its events in order is tried after 30 seconds and 5 minutes, because others wait behind.
/// </summary>
internal sealed class RetrySchedule(IOptions<WebhooksOptions> options)
{
    private const double MostJitter = 0.1;
    private static readonly TimeSpan MostSpared = TimeSpan.FromMinutes(1); // What Svix and others take as the least.
    private static readonly TimeSpan[] InOrder = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    // The gaps between the tries, from what the settings say of the time after the event.
    private readonly Lazy<TimeSpan[]> _gaps = new(() =>
    {
        var after = options.Value.RetrySeconds.Split(' ').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        return [.. after.Select((seconds, i) => TimeSpan.FromSeconds(Math.Max(0, seconds - (i == 0 ? 0 : after[i - 1]))))];
    });

    // Who asks to be spared gets a minute at least, or the first gap of a schedule that is quicker than that.
    private TimeSpan Overloaded => _gaps.Value[0] < MostSpared ? _gaps.Value[0] : MostSpared;

    /// <summary>How long to wait after a delivery's latest try failed; null where it was the last.</summary>
    /// <param name="endpoint">Where it goes.</param>
    /// <param name="delivery">The delivery with that try.</param>
    /// <param name="retryAfter">What the receiver asked for; it is given between once and twice the time of the schedule.</param>
    public TimeSpan? Next(Endpoint endpoint, Delivery delivery, TimeSpan? retryAfter)
    {
        var gaps = endpoint.Ordered ? [.. InOrder.Select((gap, i) => i < _gaps.Value.Length && _gaps.Value[i] < gap ? _gaps.Value[i] : gap)] : _gaps.Value;
        var failed = delivery.Tries - delivery.Before;
        if (failed > gaps.Length) return null;
        var wait = gaps[failed - 1];
        var (least, most) = (delivery.Attempts is [.., { } last] && IsOverload(last) ? Max(wait, Overloaded) : wait, Max(wait * 2, Overloaded));
        if (retryAfter is { } asked) least = Max(least, asked < most ? asked : most);
        return least + (wait * MostJitter * (RandomNumberGenerator.GetInt32(1000) / 1000.0));
    }

    /// <summary>Whether a receiver asks to be spared, or did not answer in time.</summary>
    public static bool IsOverload(Attempt attempt) => attempt.Status is 429 or 502 or 504 || attempt.Error == WebhookSender.TimedOut;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
