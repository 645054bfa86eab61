using System.Runtime.CompilerServices;
using Artisan.Areas.Notifications.Storage;
using Artisan.Platform.Due;

namespace Artisan.Areas.Notifications.Digests;

/// <summary>The digests that people of a workspace wait for.</summary>
internal sealed class WaitingDigests(InboxRows rows) : IWaitingWork
{
    public IReadOnlyList<string> Kinds => [SendDigest.Kind];

    public async IAsyncEnumerable<DueWork> ListAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var user in rows.PeopleAsync(workspaceId, ct))
        {
            if ((await InboxRows.HeadAsync(rows.Home(workspaceId, user), ct)).Head.DigestDue is { } due) yield return new DueWork(SendDigest.Kind, workspaceId, user, due);
        }
    }
}
