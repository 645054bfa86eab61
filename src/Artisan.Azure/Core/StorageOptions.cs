using Microsoft.Extensions.Configuration;

namespace Artisan.Azure;

/// <summary>
/// Where the storage account is, as Azure Functions' AzureWebJobsStorage says it: a connection string, or an account name or service addresses
/// that are opened by managed identity.
/// </summary>
public sealed record StorageOptions
{
    /// <summary>A connection string; UseDevelopmentStorage=true is the emulator on its usual ports. Default none.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The account, opened by identity in the public cloud. Default none.</summary>
    public string? AccountName { get; init; }

    /// <summary>The address of the tables, where it does not follow from the account name.</summary>
    public Uri? TableServiceUri { get; init; }

    /// <summary>The address of the queues, where it does not follow from the account name.</summary>
    public Uri? QueueServiceUri { get; init; }

    /// <summary>The address of the blobs, where it does not follow from the account name.</summary>
    public Uri? BlobServiceUri { get; init; }

    /// <summary>"managedidentity" takes only that; otherwise the default chain of credentials is tried. Default none.</summary>
    public string? Credential { get; init; }

    /// <summary>The client id of a user-assigned identity. Default the system-assigned one.</summary>
    public string? ClientId { get; init; }

    /// <summary>Reads a setting that is either a connection string or a section with accountName, tableServiceUri, queueServiceUri, blobServiceUri, credential and clientId.</summary>
    public static StorageOptions From(IConfiguration configuration, string name = "AzureWebJobsStorage")
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(name);
        return new StorageOptions
        {
            ConnectionString = section.Value,
            AccountName = section["accountName"],
            TableServiceUri = Address(section["tableServiceUri"]),
            QueueServiceUri = Address(section["queueServiceUri"]),
            BlobServiceUri = Address(section["blobServiceUri"]),
            Credential = section["credential"],
            ClientId = section["clientId"]
        };
    }

    private static Uri? Address(string? text) => string.IsNullOrWhiteSpace(text) ? null : new Uri(text, UriKind.Absolute);
}
