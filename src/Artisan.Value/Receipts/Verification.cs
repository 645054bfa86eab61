using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>What a verification found as a whole.</summary>
public enum VerificationOutcome
{
    /// <summary>All is consistent and signed by a key that was pinned or handed on from one.</summary>
    Valid,

    /// <summary>All is consistent, but no key was pinned beforehand, so anyone may have made it.</summary>
    ConsistentSignerUnauthenticated,

    /// <summary>All is consistent and signed by such a key, but a checkpoint that was handed over, or up to which the log was verified before, lies outside of the part of the log in the file: nothing was held against it.</summary>
    HeldCheckpointOutside,

    /// <summary>At least one check failed.</summary>
    Invalid,
}

/// <summary>How one check went.</summary>
public enum CheckState
{
    Passed,
    Failed,
    Unauthenticated,
}

/// <summary>The names of the checks; they are part of the documented format of a report.</summary>
public static class CheckNames
{
    public const string File = "file";
    public const string Key = "key";
    public const string Statement = "statement";
    public const string LeafHash = "leaf-hash";
    public const string Index = "index";
    public const string Workspace = "workspace";
    public const string Unique = "unique";
    public const string Inclusion = "inclusion";
    public const string CheckpointNote = "checkpoint-note";
    public const string CheckpointJws = "checkpoint-jws";
    public const string Signer = "signer";
    public const string Consistency = "consistency";
    public const string HeldCheckpoint = "held-checkpoint";
    public const string VerifiedBefore = "verified-before";
    public const string EpochChain = "epoch-chain";
    public const string Result = "result";
    public const string Fee = "fee";
}

/// <summary>One named check; <paramref name="Detail"/> says what was expected where it did not pass.</summary>
public sealed record Check(string Name, CheckState State, string? Detail = null)
{
    public static Check Pass(string name, string? detail = null) => new(name, CheckState.Passed, detail);

    public static Check Fail(string name, string detail) => new(name, CheckState.Failed, detail);
}

/// <summary>A check that failed, and the place in words: the line of the file, the receipt or the checkpoint.</summary>
public sealed record VerificationFailure(string Place, string Check, string Detail);

/// <summary>The checks of one receipt.</summary>
public sealed record ReceiptVerdict(string Origin, long Index, string? Id, string? Kind, IReadOnlyList<Check> Checks)
{
    /// <summary>What the receipt states; null where it cannot be read.</summary>
    public ReceiptStatement? Statement { get; init; }

    public bool IsConsistent => Checks.All(c => c.State != CheckState.Failed);
}

/// <summary>Everything a verification found. <see cref="Failures"/> holds the first thousand, <see cref="FailureCount"/> all.</summary>
public sealed record VerificationReport
{
    public required VerificationOutcome Outcome { get; init; }

    public required IReadOnlyList<VerificationFailure> Failures { get; init; }

    public required int FailureCount { get; init; }

    /// <summary>How many receipts were looked at.</summary>
    public required int ReceiptCount { get; init; }

    /// <summary>The verdict on the receipt of a bundle; those of an export are handed on one by one while it is read.</summary>
    public ReceiptVerdict? Receipt { get; init; }

    public required int Checkpoints { get; init; }

    public required int Epochs { get; init; }

    public string? Workspace { get; init; }

    /// <summary>Where the file is an export of a part of a log: from which leaf to which, the second excluded. It says nothing of the others.</summary>
    public (long From, long To)? Range { get; init; }

    /// <summary>Thumbprints of the keys in the file, oldest first.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The thumbprint of the key that signed the newest checkpoint.</summary>
    public string? Signer { get; init; }

    /// <summary>The last checkpoint of each epoch, to be kept and held against later files.</summary>
    public required IReadOnlyList<SignedCheckpoint> LastCheckpoints { get; init; }

    /// <summary>The newest of them.</summary>
    public SignedCheckpoint? LastCheckpoint => LastCheckpoints.Count > 0 ? LastCheckpoints[^1] : null;
}
