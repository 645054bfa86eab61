namespace Artisan.LocalHost.Storage;

/// <summary>Starts Azurite in the data folder, on the ports that UseDevelopmentStorage=true means where they are free.</summary>
internal static class StorageEmulator
{
    public static async Task<AzuriteProcess> StartAsync(DataFolder data, string? tools, ILogger log, CancellationToken ct)
    {
        var known = AzuriteOptions.OnDisk(data.Storage) with { ToolsFolder = tools };
        try
        {
            var azurite = await OnKnownPortsAsync(known, ct) ?? await OnFreePortsAsync(known, log, ct);
            log.LogInformation("Storage emulator: blobs on {Blob}, queues on {Queue}, tables on {Table}; data in {Folder}.", azurite.BlobPort, azurite.QueuePort, azurite.TablePort, data.Storage);
            return azurite;
        }
        catch (InvalidOperationException e)
        {
            throw new LocalHostException(e.Message, e);
        }
    }

    private static async Task<AzuriteProcess?> OnKnownPortsAsync(AzuriteOptions known, CancellationToken ct)
    {
        if (!AreFree(known)) return null;
        try
        {
            return await AzuriteProcess.StartAsync(known, ct);
        }
        catch (InvalidOperationException) when (!AreFree(known))
        {
            // Somebody else took them between the look and the start.
            return null;
        }
    }

    private static Task<AzuriteProcess> OnFreePortsAsync(AzuriteOptions known, ILogger log, CancellationToken ct)
    {
        log.LogWarning("A port of {Blob} to {Table} is taken by another program; the storage emulator listens elsewhere.", known.BlobPort, known.TablePort);
        return AzuriteProcess.StartAsync(known with { BlobPort = 0, QueuePort = 0, TablePort = 0 }, ct);
    }

    private static bool AreFree(AzuriteOptions known) => Ports.IsFree(known.BlobPort) && Ports.IsFree(known.QueuePort) && Ports.IsFree(known.TablePort);
}
