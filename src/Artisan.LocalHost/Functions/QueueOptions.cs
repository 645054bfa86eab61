namespace Artisan.LocalHost.Functions;

/// <summary>extensions.queues of host.json, with the defaults of the Functions host.</summary>
internal sealed record QueueOptions(
    int BatchSize, int NewBatchThreshold, TimeSpan MaxPollingInterval, int MaxDequeueCount, TimeSpan VisibilityTimeout, bool Base64)
{
    /// <summary>How long a message in flight stays invisible before it must be renewed; fixed in the Functions host.</summary>
    public TimeSpan InFlight { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>With someone waiting in front of the machine: an idle queue is looked at every two seconds at least, whatever saves money in Azure.</summary>
    public QueueOptions OnThisMachine() => MaxPollingInterval > Prompt ? this with { MaxPollingInterval = Prompt } : this;

    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2);

    public static QueueOptions Read(IConfiguration section)
    {
        var batchSize = Number(section, "batchSize", 16, 1, 32);
        return new QueueOptions(
            batchSize,
            Number(section, "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            HostJson.Duration(section, "maxPollingInterval", TimeSpan.FromMinutes(1)),
            Number(section, "maxDequeueCount", 5, 1, int.MaxValue),
            HostJson.Duration(section, "visibilityTimeout", TimeSpan.Zero),
            !string.Equals(section["messageEncoding"], "none", StringComparison.OrdinalIgnoreCase));
    }

    private static int Number(IConfiguration section, string key, int otherwise, int least, int most)
    {
        var value = section.GetValue(key, otherwise);
        return value >= least && value <= most ? value : throw new LocalHostException($"host.json: extensions.queues.{key} must be {least} to {most}, not {value}.");
    }
}
