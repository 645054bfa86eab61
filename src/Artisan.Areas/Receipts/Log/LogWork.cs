namespace Artisan.Areas.Receipts.Log;

/// <summary>What can be asked of a log's only writer in this process.</summary>
internal abstract record LogWork
{
    /// <summary>Append a leaf, once.</summary>
    public sealed record Append(NewLeaf Leaf) : LogWork;

    /// <summary>Keep a checkpoint that was signed.</summary>
    public sealed record Publish(int Epoch, SignedHead Signed) : LogWork;

    /// <summary>Verify the log against the highest checkpoint ever signed, unless that is known to hold or the stored head is to be read <paramref name="Anew"/>.</summary>
    public sealed record Check(bool Anew) : LogWork;

    /// <summary>Stop the log.</summary>
    public sealed record Halt(string Reason) : LogWork;
}

/// <summary>What came of it: the log as it is now, and for an append the leaf's place.</summary>
internal sealed record LogResult(OpenLog Log, int Epoch = 0, long Index = -1);
