using System.Text.Json.Serialization;

namespace Artisan.Platform.Audit;

/// <summary>An entry with its place in the chain.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Entry">What was recorded.</param>
public sealed record AuditRecord(string Id, long Number, AuditEntry Entry)
{
    /// <summary>What shows that it stands at its place.</summary>
    [JsonIgnore]
    public AuditProof Proof { get; init; } = new("", "", "");
}

/// <summary>What binds an entry to its place in the chain.</summary>
/// <param name="Hash">The chain's hash at this entry, hex; empty for entries that were written before it was kept here.</param>
/// <param name="Salt">The salt of the commitment to the body, hex.</param>
/// <param name="Body">The body's exact text.</param>
public sealed record AuditProof(string Hash, string Salt, string Body);

/// <summary>A stretch of time, from an instant and before another; open where they are null.</summary>
public sealed record AuditSpan(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>All of it.</summary>
    public static AuditSpan All { get; } = new(null, null);
}

/// <summary>A page of entries, the newest first; <see cref="Next"/> is the last one's row key where more follow.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Entries, string? Next);
