namespace Artisan.Azure;

/// <summary>How many operations were sent to each service; a transaction is one.</summary>
public readonly record struct StorageCounts(int Tables, int Queues, int Blobs, int Vault)
{
    public int Total => Tables + Queues + Blobs + Vault;
}
