using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Destroys what a workspace's chain says about people, as erasing the workspace asks for: all bodies and salts go, the chain of hashes stays and
/// still verifies. It takes a whole workspace or nothing, so that it cannot be used to take out single entries.
/// </summary>
public sealed class AuditErasure(Stores stores)
{
    /// <summary>Destroys the bodies of a workspace's entries; safe to run again.</summary>
    public async Task EraseAsync(string workspaceId, CancellationToken ct)
    {
        var chain = AuditScope.Workspace(workspaceId).Open(stores);
        while (await chain.PageAsync(AuditKeys.Bodies, 100, null, ct) is { Rows.Count: > 0 } page)
        {
            var change = chain.Change();
            foreach (var row in page.Rows) change.Delete(row);
            await change.CommitAsync(ct);
        }
    }
}
