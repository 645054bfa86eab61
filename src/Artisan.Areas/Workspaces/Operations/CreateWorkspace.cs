using System.ComponentModel.DataAnnotations;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Model;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Areas.Workspaces.Operations;

/// <summary>What the workspace is called, the zone that its days are counted in, and the currency it is billed in.</summary>
public sealed record CreateWorkspaceRequest(
    [Required, StringLength(100, MinimumLength = 1), RegularExpression(OneLine.Pattern, ErrorMessage = OneLine.Message)] string Name,
    [Required, StringLength(64)] string TimeZone,
    [Required, StringLength(3, MinimumLength = 3)] string Currency);

/// <summary>A workspace as its members see it; <c>eraseAt</c> where an owner asked for it to be erased, <c>secondFactorRequired</c> where it lets in only members who sign in with two steps.</summary>
public sealed record WorkspaceResponse(string Id, string Name, string TimeZone, string Currency, DateTimeOffset CreatedAt, DateTimeOffset? EraseAt = null, bool SecondFactorRequired = false);

/// <summary>
/// Founds a Free workspace with the caller as its owner. An owner never has more than three, however many calls race; what a crash
/// leaves half done is completed by the outbox.
/// </summary>
internal sealed class CreateWorkspace(IMemberships memberships, IIds ids, SystemClock clock)
{
    public async Task<Outcome<WorkspaceResponse>> RunAsync(CreateWorkspaceRequest request, Once once, Caller caller, CancellationToken ct)
    {
        if (WorkspaceTexts.Refuses(request.TimeZone, request.Currency) is { } fault) return fault;
        var home = memberships.Home(caller.UserId!);
        return await once.RunAsync(home, WorkspacesJson.Default.WorkspaceResponse, async () =>
        {
            var opening = new WorkspaceOpening(ids.New("ws"), caller.UserId!, request.Name.Trim(), request.TimeZone, request.Currency, clock.Now, caller.Ip);
            var answer = Outcome.Created(
                $"/api/workspaces/workspaces/{opening.WorkspaceId}",
                new WorkspaceResponse(opening.WorkspaceId, opening.Name, opening.TimeZone, opening.Currency, opening.At));
            if (!await memberships.FoundAsync(opening, change => once.Remember(change, home, answer, WorkspacesJson.Default.WorkspaceResponse), ct)) return WorkspacesFaults.FreeLimit;
            return answer;
        }, ct);
    }
}
