namespace Artisan.Platform.Audit;

/// <summary>An entry with its place in the chain.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Entry">What was recorded.</param>
public sealed record AuditRecord(string Id, long Number, AuditEntry Entry);

/// <summary>A page of entries, the newest first; <see cref="Next"/> is the last one's row key where more follow.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Entries, string? Next);
