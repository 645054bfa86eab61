using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Platform.Due;

/// <summary>
/// Rows of the due index: partitions <c>due|{kind}|{00-15}</c> by a hash of the owner, row keys <c>{instant}|{owner}|{id}</c>, so that
/// what is due first is read first.
/// </summary>
internal static class DueKeys
{
    public const int Shards = 16;

    private const string Pattern = "yyyyMMdd'T'HHmmssfffffff";

    public static string Partition(string kind, int shard) => $"due|{kind}|{shard.ToString("D2", CultureInfo.InvariantCulture)}";

    public static string Partition(string kind, string owner) => Partition(kind, SHA256.HashData(Encoding.UTF8.GetBytes(owner))[0] % Shards);

    public static string Row(DateTimeOffset due, string owner, string id) => $"{Instant(due)}|{owner}|{id}";

    /// <summary>The end of the range of what is due at an instant, that instant included.</summary>
    public static string Until(DateTimeOffset now) => Instant(now) + "}";

    public static (DateTimeOffset Due, string Owner, string Id) Read(string rowKey)
    {
        var owner = rowKey.IndexOf('|', StringComparison.Ordinal);
        var id = rowKey.IndexOf('|', owner + 1);
        var due = DateTime.ParseExact(rowKey.AsSpan(0, owner), Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return (new DateTimeOffset(due), rowKey[(owner + 1)..id], rowKey[(id + 1)..]);
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);
}
