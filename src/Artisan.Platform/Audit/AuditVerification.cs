namespace Artisan.Platform.Audit;

/// <summary>What came out of checking a chain.</summary>
/// <param name="Entries">How many entries the chain has.</param>
/// <param name="BrokenAt">The first place that is not as it must be; null where all is sound.</param>
/// <param name="Reason">What is wrong there, in a sentence; null where all is sound.</param>
public sealed record AuditVerification(long Entries, long? BrokenAt, string? Reason)
{
    /// <summary>Nothing was changed, removed, added or moved.</summary>
    public bool Sound => BrokenAt is null;
}
