using System.Collections;
using System.Globalization;
using Azure;

namespace Artisan.Azure.Tables;

/// <summary>
/// A row: its keys, ETag, timestamp and own properties by name. Setting a property to null removes it.
/// Values are string, bool, int, long, double, DateTimeOffset, DateTime (UTC), Guid and byte[]; anything else is refused when set.
/// </summary>
public sealed class TableEntity : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> _properties;

    public TableEntity() => _properties = new(StringComparer.Ordinal);

    public TableEntity(string partitionKey, string rowKey) : this() => (PartitionKey, RowKey) = (partitionKey, rowKey);

    public TableEntity(TableEntity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _properties = new(other._properties, StringComparer.Ordinal);
        (PartitionKey, RowKey, ETag, Timestamp) = (other.PartitionKey, other.RowKey, other.ETag, other.Timestamp);
    }

    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public ETag ETag { get; set; }
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The names of the row's own properties, without keys and timestamp.</summary>
    public IReadOnlyCollection<string> Keys => _properties.Keys;

    public int Count => _properties.Count;

    public object? this[string name]
    {
        get => name switch
        {
            nameof(PartitionKey) => PartitionKey,
            nameof(RowKey) => RowKey,
            nameof(Timestamp) => Timestamp,
            _ => _properties.GetValueOrDefault(name)
        };
        set
        {
            switch (name)
            {
                case nameof(PartitionKey): PartitionKey = (string)(value ?? throw new ArgumentNullException(nameof(value))); break;
                case nameof(RowKey): RowKey = (string)(value ?? throw new ArgumentNullException(nameof(value))); break;
                case nameof(Timestamp): Timestamp = (DateTimeOffset?)value; break;
                default:
                    if (value is null) _properties.Remove(name);
                    else _properties[name] = Storable(name, value);
                    break;
            }
        }
    }

    /// <summary>Sets a property; null removes it.</summary>
    public void Add(string name, object? value) => this[name] = value;

    public bool ContainsKey(string name) => _properties.ContainsKey(name);

    public bool Remove(string name) => _properties.Remove(name);

    public bool TryGetValue(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? value) => _properties.TryGetValue(name, out value);

    public string? GetString(string name) => Get<string>(name);

    public bool? GetBoolean(string name) => GetStruct<bool>(name);

    public int? GetInt32(string name) => GetStruct<int>(name);

    /// <summary>A 64-bit integer; a stored 32-bit one is widened.</summary>
    public long? GetInt64(string name) => _properties.GetValueOrDefault(name) is int narrow ? narrow : GetStruct<long>(name);

    /// <summary>A double; a stored 32-bit integer is converted.</summary>
    public double? GetDouble(string name) => _properties.GetValueOrDefault(name) is int integer ? integer : GetStruct<double>(name);

    public Guid? GetGuid(string name) => GetStruct<Guid>(name);

    public byte[]? GetBinary(string name) => Get<byte[]>(name);

    /// <summary>An instant. Storage keeps ticks but no offset: what is read back is in UTC.</summary>
    public DateTimeOffset? GetDateTimeOffset(string name) => name == nameof(Timestamp) ? Timestamp : GetStruct<DateTimeOffset>(name);

    /// <summary>An instant as UTC date and time.</summary>
    public DateTime? GetDateTime(string name) => GetDateTimeOffset(name)?.UtcDateTime;

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static object Storable(string name, object value) => value switch
    {
        string or bool or int or long or double or Guid or byte[] => value,
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } instant => new DateTimeOffset(instant),
        DateTime => throw new ArgumentException($"Property {name} is a DateTime that is not UTC; give it a DateTimeOffset.", nameof(value)),
        _ => throw new ArgumentException($"Property {name} is a {value.GetType().Name}, which a table cannot store.", nameof(value))
    };

    private T? Get<T>(string name) where T : class => _properties.GetValueOrDefault(name) switch
    {
        null => null,
        T value => value,
        var other => throw WrongType(name, typeof(T), other)
    };

    private T? GetStruct<T>(string name) where T : struct => _properties.GetValueOrDefault(name) switch
    {
        null => null,
        T value => value,
        var other => throw WrongType(name, typeof(T), other)
    };

    private static InvalidOperationException WrongType(string name, Type wanted, object stored) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Property {name} is stored as {stored.GetType().Name}, not {wanted.Name}."));
}
