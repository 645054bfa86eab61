using System.Globalization;
using System.Text;

namespace Artisan.Azure.Tables;

/// <summary>Refuses, before anything is sent, what Azure refuses but the emulator may accept.</summary>
internal static class TableLimits
{
    public const int MaxTransactionBytes = 4 * 1024 * 1024;
    private const int MaxKeyLength = 512;
    private const int MaxOwnProperties = 252;
    private const int MaxStringLength = 32 * 1024;
    private const int MaxBinaryLength = 64 * 1024;
    private const int MaxNameLength = 255;
    private const int MaxEntityBytes = 1024 * 1024;
    private const int MaxActions = 100;
    private const int MaxPageSize = 1000;
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Check(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        CheckKey(entity.PartitionKey, "PartitionKey");
        CheckKey(entity.RowKey, "RowKey");
        if (entity.Count > MaxOwnProperties) throw Refused($"An entity has at most {MaxOwnProperties} properties beside its keys and timestamp, this one has {entity.Count}.");

        long size = 4 + 2L * (entity.PartitionKey.Length + entity.RowKey.Length);
        foreach (var (name, value) in entity)
        {
            CheckName(name);
            size += 8 + 2L * name.Length + SizeOf(name, value);
        }
        if (size > MaxEntityBytes) throw Refused($"An entity is at most 1 MiB ({MaxEntityBytes} bytes), this one is {size}.");
    }

    public static void CheckKey(string key, string which)
    {
        ArgumentNullException.ThrowIfNull(key, which);
        if (key.Length > MaxKeyLength) throw Refused($"{which} is {key.Length} UTF-16 units long, the limit is {MaxKeyLength}.");
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] is '/' or '\\' or '#' or '?' || char.IsControl(key[i]))
                throw Refused($"{which} holds a character that keys must not have: / \\ # ? or a control character (U+{(int)key[i]:X4} at {i}).");
        }
        if (!IsWellFormed(key)) throw Refused($"{which} holds half of a surrogate pair.");
    }

    public static void CheckTransaction(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0) throw Refused("A transaction has at least one action.");
        if (actions.Count > MaxActions) throw Refused($"A transaction has at most {MaxActions} actions, this one has {actions.Count}.");

        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            if (action.ActionType == TableTransactionActionType.Delete)
            {
                CheckKey(action.Entity.PartitionKey, "PartitionKey");
                CheckKey(action.Entity.RowKey, "RowKey");
            }
            else Check(action.Entity);
            if (action.Entity.PartitionKey != partition) throw Refused("All actions of a transaction belong to one partition; this one mixes partitions.");
            if (!rows.Add(action.Entity.RowKey)) throw Refused("A transaction touches a row only once; this one has the same row twice.");
        }
    }

    public static void CheckTransactionSize(long bytes)
    {
        if (bytes > MaxTransactionBytes) throw Refused($"A transaction is at most 4 MiB ({MaxTransactionBytes} bytes), this one is {bytes}.");
    }

    public static void CheckPageSize(int? pageSize)
    {
        if (pageSize is < 1 or > MaxPageSize) throw Refused($"A page holds 1 to {MaxPageSize} entities, {pageSize} were asked.");
    }

    public static void CheckTableName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            throw Refused("A table's name has 3 to 63 letters and digits and begins with a letter.");
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > MaxNameLength) throw Refused($"A property's name has 1 to {MaxNameLength} characters.");
        if (char.IsDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw Refused($"Property name '{name}' is not an identifier: letters, digits and _ only, not beginning with a digit.");
    }

    private static long SizeOf(string name, object value)
    {
        switch (value)
        {
            case string text:
                if (text.Length > MaxStringLength) throw Refused($"Property {name} has {text.Length} characters, the limit is {MaxStringLength}.");
                if (!IsWellFormed(text)) throw Refused($"Property {name} holds half of a surrogate pair.");
                return 4 + 2L * text.Length;
            case byte[] bytes:
                if (bytes.Length > MaxBinaryLength) throw Refused($"Property {name} has {bytes.Length} bytes, the limit is {MaxBinaryLength}.");
                return 4 + bytes.Length;
            case DateTimeOffset instant:
                if (instant < Earliest) throw Refused($"Property {name} is {instant.ToString("O", CultureInfo.InvariantCulture)}; dates begin with 1601-01-01.");
                return 8;
            case bool: return 1;
            case int: return 4;
            case Guid: return 16;
            default: return 8;
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done) return false;
            rest = rest[used..];
        }
        return true;
    }

    private static ArgumentException Refused(string reason) => new(reason);
}
