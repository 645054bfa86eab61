using System.Collections.Concurrent;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Receipts.Log;

/// <summary>
/// The logs this process writes to. The first time one is opened, and whenever it looks set back, it is verified: its edge gives its root, its last
/// checkpoint is signed by a key of ours, and it extends the highest checkpoint ever signed. One that does not is stopped.
/// </summary>
internal sealed class OpenLogs(LedgerStore store, TileStore tiles, ISignedHighWaterMark marks, SigningKeys keys, IOptions<ReceiptsOptions> options, ILogger<OpenLogs> log)
{
    private const int MostOpen = 10_000;

    private readonly ConcurrentDictionary<string, OpenLog> _open = new(StringComparer.Ordinal);

    /// <summary>The log's name in its checkpoints.</summary>
    public string Origin(string workspaceId, int epoch) => new LogOrigin(options.Value.Service, workspaceId, epoch).ToString();

    /// <summary>The log as this process last saw it, read anew only where it is known to have changed.</summary>
    /// <exception cref="LogHaltedException">The log is stopped, or has to be.</exception>
    public async Task<OpenLog> OpenAsync(string workspaceId, bool verified, CancellationToken ct)
    {
        var known = _open.GetValueOrDefault(workspaceId);
        if (known is null || (verified && (known.Stale || !known.Unbroken))) return await VerifyAsync(workspaceId, known?.Log, ct);
        if (!known.Stale) return known;

        tiles.Forget(workspaceId);
        var current = await store.CurrentAsync(workspaceId, known.Log, ct);
        if (WasSetBack(known.Head, current.Head)) return await VerifyAsync(workspaceId, known.Log, ct);
        return Keep(workspaceId, new OpenLog(Running(workspaceId, current), known.Anchor, Unbroken: false));
    }

    public OpenLog Keep(string workspaceId, OpenLog open)
    {
        if (_open.Count > MostOpen) _open.Clear();
        return _open[workspaceId] = open;
    }

    /// <summary>The stored head is not what this process thinks; the next use reads it.</summary>
    public void MarkStale(string workspaceId)
    {
        if (_open.TryGetValue(workspaceId, out var known)) _open[workspaceId] = known with { Stale = true };
    }

    /// <summary>Forgets a log: the next use reads and verifies it.</summary>
    public void Close(string workspaceId)
    {
        _open.TryRemove(workspaceId, out _);
        tiles.Forget(workspaceId);
    }

    /// <summary>The key of the alert that a log is stopped.</summary>
    public const string HaltedAlert = "ledger-halted";

    /// <summary>Stops a log for good: says so in its head, and loudly.</summary>
    public async Task<LogHaltedException> HaltAsync(string workspaceId, HeadRow head, string reason, CancellationToken ct)
    {
        log.LogCritical("The receipt log of {Workspace}, epoch {Epoch}, is stopped at {Size} leaves: {Reason}", workspaceId, head.Epoch, head.Size, reason);
        Close(workspaceId);
        await store.Open(workspaceId, head.Epoch).Change().Save(head.WithHalted(reason).Row)
            .RaiseAlert(new AlertRaise(workspaceId, HaltedAlert, AlertKinds.LedgerHalted, AlertSeverity.Critical, "The receipt log is stopped", reason))
            .CommitAsync(ct);
        return new LogHaltedException(workspaceId, reason);
    }

    private async Task<OpenLog> VerifyAsync(string workspaceId, CurrentLog? known, CancellationToken ct)
    {
        // The mark is read first: whatever was signed before this moment is in a head that is read after it.
        var mark = await marks.HighestAsync(workspaceId, ct);
        tiles.Forget(workspaceId);
        var current = Running(workspaceId, await store.CurrentAsync(workspaceId, known, ct));
        var head = current.Head;

        // Another process may have signed the first checkpoint in between. It records it before the head shows it, so it is there to be read now.
        if (mark is null && head.Signed is not null) mark = await marks.HighestAsync(workspaceId, ct);
        if (await ProblemAsync(workspaceId, head, mark, ct) is { } problem) throw await HaltAsync(workspaceId, head, problem, ct);
        var anchor = mark?.Epoch == head.Epoch ? await AnchorAsync(head, mark, ct) : head.Signed;
        return Keep(workspaceId, new OpenLog(current, anchor, Unbroken: true));
    }

    private async Task<string?> ProblemAsync(string workspaceId, HeadRow head, SignedMark? mark, CancellationToken ct)
    {
        if (head is { Epoch: > 1, Size: 0 }) return $"epoch {head.Epoch} had begun and nothing of it is left";
        if (head.Frontier.Root() != head.Root) return "the head's edge does not give its root";
        if (head.Signed is { } last)
        {
            if (last.Frontier.Size != last.Size || last.Frontier.Root() != last.Signed.Checkpoint.Root) return "the last checkpoint's edge does not give its root";
            if (await keys.SignerOfAsync(last.Signed, ct) is null) return "the last checkpoint is not signed by a key of ours";
            if (!await ExtendsAsync(workspaceId, head, last.Signed.Checkpoint, ct)) return $"it does not extend its own checkpoint of {last.Size} leaves";
        }

        if (mark is null) return head.Signed is null ? null : "the record of what was signed is gone";
        if (mark.Epoch > head.Epoch) return $"epoch {mark.Epoch} was signed before, and this is epoch {head.Epoch}";
        if (mark.Epoch < head.Epoch) return null;
        return await ExtendsAsync(workspaceId, head, mark.Signed.Checkpoint, ct) ? null
            : $"it does not extend the checkpoint of {mark.Signed.Checkpoint.Size} leaves that was signed before";
    }

    /// <summary>Whether a head's tree begins with the tree of a checkpoint.</summary>
    public async Task<bool> ExtendsAsync(string workspaceId, HeadRow head, Checkpoint before, CancellationToken ct)
    {
        if (before.Size > head.Size || before.Size < 1 || before.Origin != Origin(workspaceId, head.Epoch)) return false;
        try
        {
            var proof = await ConsistencyProof.BuildAsync(before.Size, head.Frontier, tiles.Reader(workspaceId, head.Epoch, head.Size), ct);
            return proof.Verify(before.Root, head.Root);
        }
        catch (FormatException)
        {
            // A tile is missing or too short: what it should prove is not proven.
            return false;
        }
    }

    // A checkpoint may be recorded and not yet be in the log, where a process died in between.
    private async Task<SignedHead?> AnchorAsync(HeadRow head, SignedMark mark, CancellationToken ct) => head.SignedSize >= mark.Signed.Checkpoint.Size
        ? head.Signed
        : new SignedHead(mark.Signed, head.Frontier, await keys.SignerOfAsync(mark.Signed, ct) ?? "");

    private static CurrentLog Running(string workspaceId, CurrentLog current) =>
        current.Head.Halted is { } reason ? throw new LogHaltedException(workspaceId, reason) : current;

    private static bool WasSetBack(HeadRow before, HeadRow now) =>
        now.Epoch < before.Epoch || (now.Epoch == before.Epoch && (now.Size < before.Size || (now.Size == before.Size && now.Root != before.Root)));
}
