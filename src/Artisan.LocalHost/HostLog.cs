using Microsoft.Extensions.Logging.Console;

namespace Artisan.LocalHost;

/// <summary>One line per event on the console, with the time.</summary>
internal static class HostLog
{
    public static void ToConsole(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        })
        .AddFilter("Microsoft", LogLevel.Warning);
}
