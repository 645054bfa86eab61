using System.Globalization;
using System.Security.Cryptography;
using Artisan.Platform.Channels;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Alerts.Notifying;

/// <summary>How long to wait after a try that failed: soon at first, because alerts are urgent; each wait up to a tenth longer, so that not all come back at once.</summary>
internal sealed class ChannelSchedule(IOptions<ChannelsOptions> options)
{
    private const double MostJitter = 0.1;
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly Lazy<TimeSpan[]> _waits = new(() => [.. options.Value.RetrySeconds.Split(' ').Select(s => TimeSpan.FromSeconds(int.Parse(s, CultureInfo.InvariantCulture)))]);

    /// <summary>The wait after so many tries; null where the last one was made. What the service asks for is given, up to an hour.</summary>
    public TimeSpan? Next(int tries, TimeSpan? asked)
    {
        if (tries > _waits.Value.Length) return null;
        var wait = _waits.Value[tries - 1];
        var spared = asked is { } time ? TimeSpan.FromTicks(Math.Min(time.Ticks, LongestAsked.Ticks)) : TimeSpan.Zero;
        return (spared > wait ? spared : wait) + (wait * MostJitter * (RandomNumberGenerator.GetInt32(1000) / 1000.0));
    }
}
