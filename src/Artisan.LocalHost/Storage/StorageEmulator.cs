namespace Artisan.LocalHost.Storage;

/// <summary>Starts Azurite in the data folder, on the ports that UseDevelopmentStorage=true means where they are free.</summary>
internal static class StorageEmulator
{
    public static async Task<AzuriteProcess> StartAsync(DataFolder data, string? tools, ILogger log, CancellationToken ct)
    {
        var known = AzuriteOptions.OnDisk(data.Storage) with { ToolsFolder = tools };
        var free = Ports.IsFree(known.BlobPort) && Ports.IsFree(known.QueuePort) && Ports.IsFree(known.TablePort);
        try
        {
            var azurite = await AzuriteProcess.StartAsync(free ? known : known with { BlobPort = 0, QueuePort = 0, TablePort = 0 }, ct);
            if (!free) log.LogWarning("Ports {Blob} to {Table} are taken by another program.", known.BlobPort, known.TablePort);
            log.LogInformation("Storage emulator: blobs on {Blob}, queues on {Queue}, tables on {Table}; data in {Folder}.", azurite.BlobPort, azurite.QueuePort, azurite.TablePort, data.Storage);
            return azurite;
        }
        catch (InvalidOperationException e)
        {
            throw new LocalHostException(e.Message, e);
        }
    }
}
