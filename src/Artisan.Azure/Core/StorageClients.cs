using Azure.Core;
using Azure.Identity;
using Artisan.Azure.Blobs;
using Artisan.Azure.Queues;
using Artisan.Azure.Tables;

namespace Artisan.Azure;

/// <summary>The tables, queues and blobs of one storage account, over one transport.</summary>
public sealed record StorageClients(TableServiceClient Tables, QueueServiceClient Queues, BlobServiceClient Blobs)
{
    /// <summary>Opens the account: by key where there is a connection string, by identity otherwise. <paramref name="configure"/> sees the options of each client (to add policies or a transport).</summary>
    public static StorageClients Create(StorageOptions options, Action<StorageClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return string.IsNullOrWhiteSpace(options.ConnectionString) ? Create(options, CredentialOf(options), configure) : Create(options.ConnectionString, configure);
    }

    /// <summary>Opens the account of a connection string.</summary>
    public static StorageClients Create(string connectionString, Action<StorageClientOptions>? configure = null)
    {
        var parsed = Azure.ConnectionString.Parse(connectionString);
        var key = new StorageSharedKeyCredential(parsed.AccountName, parsed.AccountKey);
        return new StorageClients(
            new TableServiceClient(parsed.Tables, new TableSharedKeyCredential(parsed.AccountName, parsed.AccountKey), Configured(new TableClientOptions(), configure)),
            new QueueServiceClient(parsed.Queues, key, Configured(new QueueClientOptions(), configure)),
            new BlobServiceClient(parsed.Blobs, key, Configured(new BlobClientOptions(), configure)));
    }

    /// <summary>Opens the account that the options name with this credential.</summary>
    public static StorageClients Create(StorageOptions options, TokenCredential credential, Action<StorageClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StorageClients(
            new TableServiceClient(Endpoint(options, options.TableServiceUri, "table"), credential, Configured(new TableClientOptions(), configure)),
            new QueueServiceClient(Endpoint(options, options.QueueServiceUri, "queue"), credential, Configured(new QueueClientOptions(), configure)),
            new BlobServiceClient(Endpoint(options, options.BlobServiceUri, "blob"), credential, Configured(new BlobClientOptions(), configure)));
    }

    private static T Configured<T>(T options, Action<StorageClientOptions>? configure) where T : StorageClientOptions
    {
        configure?.Invoke(options);
        return options;
    }

    private static TokenCredential CredentialOf(StorageOptions options)
    {
        if (string.Equals(options.Credential, "managedidentity", StringComparison.OrdinalIgnoreCase))
            return new ManagedIdentityCredential(options.ClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
    }

    private static Uri Endpoint(StorageOptions options, Uri? explicitly, string service)
    {
        if (explicitly is not null) return explicitly;
        if (string.IsNullOrWhiteSpace(options.AccountName)) throw new ArgumentException($"AzureWebJobsStorage names no {service} service: set a connection string, accountName or {service}ServiceUri.", nameof(options));
        return new Uri($"https://{options.AccountName}.{service}.core.windows.net");
    }
}
