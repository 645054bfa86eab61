namespace Artisan.Areas.Value.Definitions;

/// <summary>Where a version stands. Only draft and changes requested can be worked on; an approved or active one never changes again.</summary>
internal enum DefinitionState
{
    Draft,
    Submitted,
    InReview,
    ChangesRequested,
    Approved,
    Active,
    Retired,
}

/// <summary>One version of a definition.</summary>
internal sealed record DefinitionVersion(int Number, DefinitionState State, ValueDefinition Definition, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary>Whether an owner activated it without approval: what it calculates is proven, and never billed.</summary>
    public bool SelfActivated { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>The approval that it is or was under, or goes on with once it is submitted; null where it never was under any.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>When it was signed off.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    public bool IsBeingReviewed() => State is DefinitionState.Submitted or DefinitionState.InReview;
}

/// <summary>What the versions of a definition have in common.</summary>
internal static class DefinitionVersions
{
    /// <summary>Whether a definition has other periods than those that were calculated already: what was billed is found by them, so they are fixed once any version was active.</summary>
    public static bool HaveOtherPeriodsThan(this IEnumerable<DefinitionVersion> versions, ValueDefinition definition) =>
        versions.FirstOrDefault(v => v.ActivatedAt is not null) is { } active && active.Definition.Periods() != definition.Periods();
}

/// <summary>A definition: its newest version and which one calculates.</summary>
internal sealed record DefinitionHead(string Id, DefinitionVersion Latest)
{
    /// <summary>The version that calculates; null where none does.</summary>
    public int? Active { get; init; }

    /// <summary>Whether any version ever calculated: its periods are fixed from then on.</summary>
    public bool WasActive { get; init; }

    /// <summary>The definition that it was copied from.</summary>
    public string? ClonedFrom { get; init; }
}
