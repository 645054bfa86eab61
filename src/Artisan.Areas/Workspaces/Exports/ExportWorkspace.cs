using System.Runtime.CompilerServices;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Exports;

/// <summary>The workspace itself: settings, members, invitations and the whole audit trail.</summary>
internal sealed class ExportWorkspace(WorkspaceRows workspaces, AuditChain audit, SystemClock clock) : IExportContributor
{
    private const int PageSize = 200;

    public string Folder => "workspace";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var (home, now) = (workspaces.Home(workspaceId), clock.Now);
        await archive.LinesAsync("workspace/settings", SettingsAsync(workspaceId, ct), WorkspacesJson.Default.WorkspaceResponse, ct);
        await archive.LinesAsync("workspace/members", ReadAsync(home, WorkspaceKeys.Members, row => MemberResponse.Of(MemberRow.From(row)), ct), WorkspacesJson.Default.MemberResponse, ct);
        await archive.LinesAsync("workspace/invitations", ReadAsync(home, InvitationKeys.All, row => SentInvitation.Of(InvitationRow.From(row), now), ct), WorkspacesJson.Default.SentInvitation, ct);
        await archive.LinesAsync("workspace/audit", AuditAsync(workspaceId, ct), WorkspacesJson.Default.AuditRecord, ct);
    }

    private async IAsyncEnumerable<WorkspaceResponse> SettingsAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await workspaces.FindRowAsync(workspaceId, ct) is { } row) yield return GetWorkspace.Of(workspaceId, row);
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(Partition home, RowRange range, Func<Azure.Tables.TableEntity, T> item, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(range, ct)) yield return item(row);
    }

    private async IAsyncEnumerable<AuditRecord> AuditAsync(string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await audit.ReadAsync(AuditScope.Workspace(workspaceId), PageSize, after, ct);
            foreach (var entry in page.Entries) yield return entry;
            after = page.Next;
        }
        while (after is not null);
    }
}
