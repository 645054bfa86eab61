using Artisan.Azure.Queues;
using Artisan.Platform.Http;
using Artisan.Platform.Messaging;

namespace Artisan.Platform.Storage;

/// <summary>Reads one row that need not be there.</summary>
internal sealed class TablesProbe(Stores stores) : IHealthProbe
{
    public string Service => "storage";

    public Task CheckAsync(CancellationToken ct) => stores.Platform(TableNames.Platform).Partition("health").FindAsync("probe", ct);
}

/// <summary>Asks for the bell queue, whether it exists yet or not.</summary>
internal sealed class QueuesProbe(QueueServiceClient queues) : IHealthProbe
{
    public string Service => "queues";

    public async Task CheckAsync(CancellationToken ct)
    {
        try
        {
            await queues.GetQueueClient(Queues.Bell).GetPropertiesAsync(ct);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            // Nothing was ever sent.
        }
    }
}
