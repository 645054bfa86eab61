namespace Artisan.Azure;

internal enum StorageKind { Tables, Queues, Blobs, Vault }
