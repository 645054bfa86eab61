using Artisan.Areas.Identity.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Operations;

/// <summary>A workspace of the caller's, with what he is in it.</summary>
public sealed record WorkspaceItem(string Id, string Name, string Role, IReadOnlyList<string> Hats);

/// <summary>Lists the workspaces that the caller may enter, by name; one read.</summary>
internal sealed class ListWorkspaces(IMemberships memberships)
{
    public async Task<Outcome<Page<WorkspaceItem>>> RunAsync(Paging paging, Caller caller, CancellationToken ct)
    {
        var all = await memberships.ListAsync(caller.UserId!, ct);
        var rest = all.Where(m => paging.After is null || string.CompareOrdinal(Key(m), paging.After) > 0).OrderBy(Key, StringComparer.Ordinal).ToList();
        var page = rest.Take(paging.Limit).ToList();
        return Outcome.Page(new Page<WorkspaceItem>(
            [.. page.Select(m => new WorkspaceItem(m.WorkspaceId, m.Name, m.Role.Name(), m.Hats.Names()))],
            rest.Count > page.Count ? paging.Cursor(Key(page[^1])) : null));
    }

    // Names may repeat; with the id behind them every place in the list is one of its own.
    private static string Key(Membership membership) => $"{membership.Name.ToLowerInvariant()}\n{membership.WorkspaceId}";
}
