using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Audit;

/// <summary>
/// Recomputes chains and compares them with what they were at the check before, which is kept in another table. Finds entries that were changed, removed
/// (at the end too), added or moved, and says where.
/// </summary>
public sealed class AuditVerifier(Stores stores, SystemClock clock)
{
    /// <summary>How many entries are looked at in one go, whatever the length of the chain.</summary>
    internal const int Step = 2_000;

    /// <summary>Checks a chain from its beginning; <paramref name="erased"/> tells that the owner was erased, so that bodies are meant to be gone.</summary>
    public async Task<AuditVerification> VerifyAsync(AuditScope scope, CancellationToken ct, bool erased = false)
    {
        var (chain, home) = (scope.Open(stores), AuditAnchor.Home(stores));
        var anchor = await AuditAnchor.ReadAsync(home, scope.Owner, ct);
        var part = new AuditPart(chain, anchor.Sound, erased || anchor.Erased);
        for (var at = AuditWalk.Begin(chain); ;)
        {
            var (after, found) = await part.RunAsync(at, Step, ct);
            if (!found.Sound) return found;
            if (after.Number == found.Entries)
            {
                if (after.Number > 0) await RememberAsync(home, anchor with { Walk = after, Broken = null, CheckedAt = clock.Now }, ct);
                return found;
            }

            at = after;
        }
    }

    /// <summary>
    /// Checks the next part of a chain in a night's run: what came since the night before, and on Sundays everything from the beginning.
    /// Answers null once the chain's turn in this night is over.
    /// </summary>
    internal async Task<AuditVerification?> CheckNextAsync(AuditScope scope, DateTimeOffset slot, CancellationToken ct)
    {
        var (chain, home) = (scope.Open(stores), AuditAnchor.Home(stores));
        var anchor = await AuditAnchor.ReadAsync(home, scope.Owner, ct);
        if (anchor.Slot > slot || (anchor.Slot == slot && anchor.Done)) return null;
        var from = slot.UtcDateTime.DayOfWeek is DayOfWeek.Sunday ? null : anchor.Sound;
        var at = (anchor.Slot == slot ? anchor.Walk : from) ?? AuditWalk.Begin(chain);
        var (after, found) = await new AuditPart(chain, anchor.Sound, anchor.Erased).RunAsync(at, Step, ct);
        var done = after.Number == found.Entries;
        var next = !found.Sound ? anchor with { Slot = slot, Done = true, Broken = (found.BrokenAt!.Value, found.Reason!), CheckedAt = clock.Now }
            : done ? anchor with { Walk = after, Slot = slot, Done = true, Broken = null, CheckedAt = clock.Now }
            : anchor with { Walk = after, Slot = slot, Done = false };
        await RememberAsync(home, next, ct);
        return found;
    }

    /// <summary>What the last check of a chain found; null where there was none yet. One read.</summary>
    public async Task<AuditState?> LastAsync(AuditScope scope, CancellationToken ct)
    {
        var anchor = await AuditAnchor.ReadAsync(AuditAnchor.Home(stores), scope.Owner, ct);
        return anchor.CheckedAt is { } at ? new AuditState(at, anchor.Sound?.Number ?? 0, Convert.ToHexStringLower(anchor.Sound?.Hash ?? []), anchor.Broken?.At, anchor.Broken?.Reason) : null;
    }

    private static async Task RememberAsync(Partition home, AuditAnchor anchor, CancellationToken ct)
    {
        try
        {
            await home.Change().Save(anchor.ToRow()).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another check of the same chain noted its result; both found the same.
        }
    }
}
