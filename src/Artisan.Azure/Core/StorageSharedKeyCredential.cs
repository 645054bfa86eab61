using System.Security.Cryptography;
using System.Text;

namespace Artisan.Azure;

/// <summary>Account name and key of a storage account, for its queues and blobs.</summary>
public sealed class StorageSharedKeyCredential(string accountName, string accountKey)
{
    private readonly byte[] _key = Convert.FromBase64String(accountKey);

    public string AccountName { get; } = accountName;

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
