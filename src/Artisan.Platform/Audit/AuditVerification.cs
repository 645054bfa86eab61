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

/// <summary>How far a chain was found sound, and what was wrong at the last check.</summary>
/// <param name="CheckedAt">When the last check ended.</param>
/// <param name="Number">The last entry up to which it was ever found sound.</param>
/// <param name="Hash">The chain's hash there, hex.</param>
/// <param name="BrokenAt">The place that is not as it must be; null where all is sound.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record AuditState(DateTimeOffset CheckedAt, long Number, string Hash, long? BrokenAt, string? Reason);
