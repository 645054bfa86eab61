using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Destroys what a workspace's or a user's chain says about people, as erasing it asks for: all bodies and salts go, the chain of hashes stays and
/// still verifies. It takes a whole chain or nothing, so that it cannot be used to take out single entries.
/// </summary>
public sealed class AuditErasure(Stores stores)
{
    /// <summary>Destroys the bodies of a workspace's entries; safe to run again.</summary>
    public Task EraseAsync(string workspaceId, CancellationToken ct) => EraseAsync(AuditScope.Workspace(workspaceId), ct);

    /// <summary>Destroys the bodies of what a user did outside any workspace; safe to run again.</summary>
    public Task EraseUserAsync(string userId, CancellationToken ct) => EraseAsync(AuditScope.User(userId), ct);

    private async Task EraseAsync(AuditScope scope, CancellationToken ct)
    {
        var chain = scope.Open(stores);
        await ExpectAsync(scope.Owner, ct);
        while (await chain.PageAsync(AuditKeys.Bodies, 100, null, ct) is { Rows.Count: > 0 } page)
        {
            var change = chain.Change();
            foreach (var row in page.Rows) change.Delete(row);
            await change.CommitAsync(ct);
        }
    }

    // Said before it is done: the next check must not take it for tampering.
    private async Task ExpectAsync(string owner, CancellationToken ct)
    {
        var home = AuditAnchor.Home(stores);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await home.Change().Save((await AuditAnchor.ReadAsync(home, owner, ct) with { Erased = true }).ToRow()).CommitAsync(ct);
                return;
            }
            catch (WriteConflictException) when (tries < 5)
            {
                // A check noted its result this moment.
            }
        }
    }
}
