namespace Artisan.Azure.Blobs;

/// <summary>Options of the blob clients; add policies with AddPolicy. A call with a body gets one more second for each MiB.</summary>
public sealed class BlobClientOptions : StorageClientOptions;
