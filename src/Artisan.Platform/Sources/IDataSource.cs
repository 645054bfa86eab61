namespace Artisan.Platform.Sources;

/// <summary>
/// Another company's system from which a workspace's data points are pulled, with that workspace's own credentials. Every call may throw
/// <see cref="SourceException"/> and nothing else that a system or its owner can cause.
/// </summary>
public interface IDataSource
{
    /// <summary>The name in addresses and rows: <c>stripe</c>, <c>hubspot</c>, <c>salesforce</c>.</summary>
    string Kind { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>What is needed to read from it.</summary>
    IReadOnlyList<SourceCredential> Credentials { get; }

    /// <summary>What can be read from it.</summary>
    IReadOnlyList<SourceObject> Objects { get; }

    /// <summary>Shows that the credentials are right; answers whose account they open, in words.</summary>
    Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct);

    /// <summary>A few records, the newest where the system can give them.</summary>
    Task<IReadOnlyList<SourceRecord>> SampleAsync(SourceCredentials credentials, SourceQuery query, CancellationToken ct);

    /// <summary>
    /// The next page behind a cursor; null begins with the first record there is. Records that changed since come again, so whoever keeps them goes by
    /// their ids. The cursor of the last page is where the next reading goes on.
    /// </summary>
    Task<SourcePage> ReadAsync(SourceCredentials credentials, SourceQuery query, string? cursor, CancellationToken ct);
}

/// <summary>One thing that a source asks for before it can be read.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Label">What it is called in the source's own pages.</param>
/// <param name="Hint">Where it is found and which rights it needs.</param>
/// <param name="IsSecret">Whether it is never shown again.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public sealed record SourceCredential(string Name, string Label, string Hint, bool IsSecret, bool IsOptional = false)
{
    /// <summary>The name of the secret that what a source sends on its own is verified with.</summary>
    public const string WebhookSecret = "webhookSecret";

    private const int Longest = 500;

    /// <summary>What a value must be: it becomes part of a header.</summary>
    public const string Form = "1 to 500 visible characters, without blanks.";

    /// <summary>Whether a value can be one.</summary>
    public static bool Takes(string? value) => value is { Length: > 0 and <= Longest } && value.All(c => c is >= '!' and <= '~');

    /// <summary>What is told of a value: all of what is no secret, the last four characters of what is.</summary>
    public string Shown(string value) => !IsSecret ? value : value.Length < 12 ? "••••" : $"••••{value[^4..]}";
}

/// <summary>A kind of record that a source has.</summary>
/// <param name="Name">The source's own name of it.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="TakesFields">Whether further fields can be asked for by name.</param>
public sealed record SourceObject(string Name, string Label, bool TakesFields);

/// <summary>What is read: one kind of record, with further fields where the source takes any.</summary>
public sealed record SourceQuery(string Kind, IReadOnlyList<string> Fields);

/// <summary>The credentials of one workspace at one source, by name.</summary>
public sealed class SourceCredentials(IReadOnlyDictionary<string, string> values)
{
    /// <summary>One of them; empty where there is none.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    // They stay out of logs.
    public override string ToString() => "credentials";
}

/// <summary>One record as a source has it now.</summary>
/// <param name="Id">Unique among the source's records of this kind.</param>
/// <param name="Time">When it came to be.</param>
/// <param name="Fields">Its fields as text, by name.</param>
public sealed record SourceRecord(string Id, DateTimeOffset Time, IReadOnlyDictionary<string, string> Fields);

/// <summary>A page of records.</summary>
/// <param name="Records">The records.</param>
/// <param name="Cursor">Where reading goes on; opaque, at most 1,000 characters.</param>
/// <param name="HasMore">Whether there is more to read now.</param>
public sealed record SourcePage(IReadOnlyList<SourceRecord> Records, string Cursor, bool HasMore);
