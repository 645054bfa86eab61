using System.Globalization;
using System.Text.RegularExpressions;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Receipts.Log;

/// <summary>The keys of a log's rows: table <c>ledger</c>, one partition per workspace and epoch.</summary>
internal static partial class LedgerKeys
{
    public const string Table = "ledger";
    public const string Head = "head";
    public const string Verified = "verified|";

    /// <summary>Where succession records of signing keys are kept, in the platform's part of the table.</summary>
    public const string SigningKeys = "signing-keys";

    private const long MostLeaves = 999_999_999_999;

    /// <summary>What the names of the partitions of all epochs begin with.</summary>
    public const string Partitions = "ledger|";

    public static string Partition(int epoch) => string.Create(CultureInfo.InvariantCulture, $"ledger|{epoch}");

    public static string Leaf(long index) => string.Create(CultureInfo.InvariantCulture, $"leaf|{index:D12}");

    public static long LeafIndex(string rowKey) => long.Parse(rowKey.AsSpan("leaf|".Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The leaves from one index (inclusive) to another (exclusive), in order.</summary>
    public static RowRange Leaves(long from, long to) => RowRange.Between(Leaf(from), Leaf(to));

    /// <summary>Proves that a receipt was appended, and says where. Receipt ids follow from idempotency keys, so one row answers for both.</summary>
    public static string Idempotency(string receiptId) => $"idem|{receiptId}";

    public static bool IsIdempotency(string rowKey) => rowKey.StartsWith("idem|", StringComparison.Ordinal);

    /// <summary>Whether a text can be a kind of receipt.</summary>
    public static bool IsKind(string kind) => KindForm().IsMatch(kind);

    [GeneratedRegex("^[a-z0-9._-]{1,40}$")]
    private static partial Regex KindForm();

    public static string Tile(int level, long index) => string.Create(CultureInfo.InvariantCulture, $"tile|{level}|{index:D12}");

    public static string Checkpoint(long size) => string.Create(CultureInfo.InvariantCulture, $"cp|{size:D12}");

    /// <summary>The checkpoints of sizes from one (inclusive) to another (exclusive), in order.</summary>
    public static RowRange Checkpoints(long from, long to) => RowRange.Between(Checkpoint(from), Checkpoint(to));

    /// <summary>A receipt of a rare kind, the newest first.</summary>
    public static string Kind(string kind, long index) => string.Create(CultureInfo.InvariantCulture, $"kind|{kind}|{MostLeaves - index:D12}");

    /// <summary>The receipts of a rare kind from one index (inclusive) to another (exclusive), the newest first.</summary>
    public static RowRange KindBetween(string kind, long from, long to) => RowRange.Between(Kind(kind, to - 1), from == 0 ? $"kind|{kind}|:" : Kind(kind, from - 1));

    public const string SigningKeyPrefix = "key|";

    /// <summary>The idempotency key of an epoch's leaf 0.</summary>
    public static string EpochReceipt(int epoch) => string.Create(CultureInfo.InvariantCulture, $"epoch:{epoch}");

    /// <summary>The place of a signing key in the order of all.</summary>
    public static string SigningKey(int number) => string.Create(CultureInfo.InvariantCulture, $"key|{number:D6}");
}
