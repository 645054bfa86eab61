using Artisan.Platform.Http;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What became of something that was to be metered.</summary>
internal enum MeterStatus
{
    Recorded,
    Repeated,
    Conflict,
    Refused,
    Failed,
}

/// <summary>What became of something that was to be metered.</summary>
internal sealed record MeterResult(MeterStatus Status)
{
    /// <summary>The refusal, for <see cref="MeterStatus.Conflict"/> and <see cref="MeterStatus.Refused"/>.</summary>
    public Fault? Fault { get; init; }

    /// <summary>What kept it from being metered, for <see cref="MeterStatus.Failed"/>.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The period that it is billed with.</summary>
    public DateTimeOffset? BilledIn { get; init; }

    /// <summary>Whether it came late for its own period.</summary>
    public bool Late { get; init; }

    public static MeterResult Refused(Fault fault) => new(MeterStatus.Refused) { Fault = fault };
}

/// <summary>
/// One thing that is metered, with the rows it takes. It is applied to a draft as often as others come in between, and written once with the draft.
/// </summary>
internal abstract class MeterUnit
{
    /// <summary>What it is once by; of two with the same key the second waits for the first.</summary>
    public abstract string Key { get; }

    /// <summary>How many rows it writes, beside the period's.</summary>
    public abstract int Rows { get; }

    /// <summary>What became of it; null while that is open.</summary>
    public MeterResult? Result { get; set; }

    /// <summary>The instants whose periods must be known.</summary>
    public abstract IEnumerable<DateTimeOffset> Instants(DateTimeOffset now);

    /// <summary>Changes the draft, or says why it cannot; the draft is unchanged then.</summary>
    public abstract Fault? Apply(MeterDraft draft);

    /// <summary>Adds its rows to the transaction.</summary>
    public abstract void Write(Change change, Partition home, MeterDraft draft);

    /// <summary>What it is told once the transaction is committed.</summary>
    public abstract MeterResult Done { get; }

    /// <summary>Whether a row is one that it writes.</summary>
    public abstract bool Owns(string rowKey);

    /// <summary>Looks at what is stored of it: sets the result where that tells it, and leaves it open otherwise.</summary>
    public abstract Task LookAsync(Partition home, WriteConflictException? conflict, CancellationToken ct);

    /// <summary>Takes the result from an earlier one of the same key in the same call where that tells it.</summary>
    public virtual void Follow(MeterUnit first)
    {
    }
}
