using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Storage;

/// <summary>The rows of a person's notifications in a workspace, partition <c>{workspace}|inbox|{user}</c>. The counts lie right before what they count, so that both are one read.</summary>
internal static class InboxKeys
{
    public const string Table = "notifications";

    /// <summary>What ids begin with.</summary>
    public const string IdPrefix = "ntf";

    /// <summary>The counts.</summary>
    public const string Head = "n";

    /// <summary>How somebody wants to be told.</summary>
    public const string Preferences = "prefs";

    private const string Prefix = "n|";
    private const string PartitionPrefix = "inbox|";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int SeqLength = 7;
    private const long Last = (1L << (5 * SeqLength)) - 1;

    /// <summary>The counts, and all that they count, the newest first.</summary>
    public static readonly RowRange All = RowRange.Between(Head, Prefix + "~");

    public static string PartitionOf(string userId) => PartitionPrefix + userId;

    /// <summary>The person behind a partition's name; null where it is another one.</summary>
    public static string? UserOf(string partition) => partition.StartsWith(PartitionPrefix, StringComparison.Ordinal) ? partition[PartitionPrefix.Length..] : null;

    /// <summary>A notification, by its place; the newest first.</summary>
    public static string Row(long seq) => Prefix + (Last - seq).ToString("D11", CultureInfo.InvariantCulture);

    /// <summary>What came later than a place.</summary>
    public static RowRange After(long seq) => RowRange.Between(Prefix, Row(seq));

    /// <summary>What came up to a place.</summary>
    public static RowRange UpTo(long seq) => RowRange.Between(Row(seq), Prefix + "~");

    /// <summary>Proves that a piece of news was delivered.</summary>
    public static string Done(string key) => $"done|{Convert.ToHexStringLower(Hash(key))}";

    /// <summary>The id of a piece of news at a place of somebody's list: no other person has the same.</summary>
    public static string Id(string partition, string key, long seq)
    {
        var (text, hash) = (new StringBuilder(IdPrefix).Append('_'), Hash($"{partition}|{key}"));
        for (var i = SeqLength - 1; i >= 0; i--) text.Append(Alphabet[(int)((seq >> (5 * i)) & 31)]);
        for (var i = 0; i < 26 - SeqLength; i++) text.Append(Alphabet[hash[i] & 31]);
        return text.ToString();
    }

    /// <summary>The place that an id names; null where the text is none.</summary>
    public static long? SeqOf(string id) => UlidIds.IsId(id, IdPrefix)
        ? id.Skip(IdPrefix.Length + 1).Take(SeqLength).Aggregate(0L, (seq, c) => (seq << 5) | (long)Alphabet.IndexOf(c, StringComparison.Ordinal))
        : null;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
