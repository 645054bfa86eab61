using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>A member as the others see him; an owner wears all hats.</summary>
public sealed record MemberResponse(string Id, string Name, string Email, string Role, IReadOnlyList<string> Hats, DateTimeOffset JoinedAt)
{
    internal static MemberResponse Of(Member member) => new(member.UserId, member.Name, member.Email, member.Role.Name(), member.Wears.Names(), member.JoinedAt);
}

/// <summary>Lists who belongs to the workspace of the token; one read a page.</summary>
internal sealed class ListMembers(WorkspaceRows workspaces)
{
    public async Task<Outcome<Page<MemberResponse>>> RunAsync(string id, Paging paging, Caller caller, CancellationToken ct) =>
        id == caller.WorkspaceId
            ? Outcome.Page(await paging.ReadAsync(workspaces.Home(id), WorkspaceKeys.Members, row => MemberResponse.Of(MemberRow.From(row)), ct))
            : Faults.NotFound;
}
