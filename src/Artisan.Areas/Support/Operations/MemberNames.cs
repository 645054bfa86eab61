using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Support.Operations;

/// <summary>What members are called now; tickets keep no names, so who leaves takes his along.</summary>
internal sealed class MemberNames(IMembers members)
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string workspaceId, CancellationToken ct) =>
        (await members.ListAsync(workspaceId, ct)).ToDictionary(m => m.UserId, m => m.Name, StringComparer.Ordinal);
}
