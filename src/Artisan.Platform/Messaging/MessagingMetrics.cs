using System.Diagnostics.Metrics;

namespace Artisan.Platform.Messaging;

/// <summary>What an operator is alerted by: messages that did not get through.</summary>
internal static class MessagingMetrics
{
    private static readonly Meter Meter = new("Artisan.Platform");

    /// <summary>Messages set aside in their partition after ten failures.</summary>
    public static readonly Counter<long> SetAside = Meter.CreateCounter<long>("artisan.outbox.set_aside", "{message}", "Outbox messages set aside after ten failures");

    /// <summary>Outboxes in which the sweep found something that no bell had fetched.</summary>
    public static readonly Counter<long> Swept = Meter.CreateCounter<long>("artisan.outbox.swept", "{partition}", "Outboxes that were found to hold old messages");

    /// <summary>Messages taken from a poison queue back to work.</summary>
    public static readonly Counter<long> Replayed = Meter.CreateCounter<long>("artisan.poison.replayed", "{message}", "Poisoned messages handed to their queue again");

    /// <summary>Messages that stay in a poison queue until someone looks.</summary>
    public static readonly Counter<long> Left = Meter.CreateCounter<long>("artisan.poison.left", "{message}", "Poisoned messages left for a person to look at");
}
