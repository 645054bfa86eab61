using Artisan.Azure;
using Artisan.Azure.Queues;
using Artisan.Azure.Tables;

namespace Artisan.LocalHost.Storage;

/// <summary>A storage connection string with the parts this host needs.</summary>
internal sealed record StorageConnection(string Text, string Account, string Key, Uri Queues, Uri Tables)
{
    public static StorageConnection Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        return new StorageConnection(text, Part("AccountName"), Part("AccountKey"), new Uri(Part("QueueEndpoint")), new Uri(Part("TableEndpoint")));

        string Part(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw new LocalHostException($"The storage connection string has no {name}.");
    }

    public TableServiceClient TableService() => new(Tables, new TableSharedKeyCredential(Account, Key));

    /// <summary>The queues with their texts as on the wire: this host decodes them itself, by its own rule.</summary>
    public QueueServiceClient QueueService() => new(Queues, new StorageSharedKeyCredential(Account, Key), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
}
