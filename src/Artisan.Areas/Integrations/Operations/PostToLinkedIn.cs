using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Catalogue;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Integrations.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Connections;
using Artisan.Platform.Http;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Integrations.Operations;

/// <summary>What is posted.</summary>
/// <param name="Text">At most 3,000 characters.</param>
public sealed record PostRequest([Required, StringLength(3_000, MinimumLength = 1), RegularExpression(@"^[\s\S]*\S[\s\S]*$", ErrorMessage = "A text that is not blank.")] string Text);

/// <summary>A post as people see it.</summary>
/// <param name="Id">LinkedIn's id of it.</param>
/// <param name="Url">Where it is.</param>
public sealed record PostResponse(string Id, Uri Url);

/// <summary>
/// Posts a text in the connected member's name. LinkedIn knows no key by which a call could be repeated: with an Idempotency-Key it is made at most once, and where
/// its answer was lost, that is what is said.
/// </summary>
internal sealed class PostToLinkedIn(ConnectionStore connections, IntegrationCatalogue catalogue, GrantKeeper grants, SystemClock clock)
{
    private const string Provider = "linkedin";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Task<Outcome<PostResponse>> RunAsync(PostRequest request, Once once, Caller caller, CancellationToken ct)
    {
        var home = connections.Home(caller.WorkspaceId);
        return once.RunAsync(home, IntegrationsJson.Default.PostResponse, () => PostAsync(home, request, once, caller, ct), ct);
    }

    private async Task<Outcome<PostResponse>> PostAsync(Partition home, PostRequest request, Once once, Caller caller, CancellationToken ct)
    {
        if (await connections.FindAsync(caller.WorkspaceId, Provider, ct) is null) return IntegrationsFaults.NotConnected;
        var begun = once.RowKey is { } key ? home.Row(IntegrationKeys.Post(key)) : null;
        if (begun is not null && !await BeginAsync(home, begun, ct)) return IntegrationsFaults.PostUncertain;
        PublishedPost post;
        try
        {
            post = await grants.UseAsync(caller.WorkspaceId, Provider, grant => catalogue.Find(Provider)!.Posts!.PostAsync(grant, request.Text, ct), ct);
        }
        catch (SourceException e)
        {
            // What was refused was not posted; what was not answered may have been.
            if (begun is not null && e.Failure is not (SourceFailure.Unreachable or SourceFailure.Malformed)) await home.Change().Delete(begun).CommitAsync(ct);
            return IntegrationsFaults.Of(e);
        }

        Outcome<PostResponse> answer = Outcome.Created(new PostResponse(post.Id, post.Url));
        var change = home.Change().Audit(caller, "integrations.posted", "post", post.Id, after: new JsonObject { ["service"] = Provider, ["url"] = post.Url.AbsoluteUri });
        await once.Remember(change, home, answer, IntegrationsJson.Default.PostResponse).CommitAsync(ct);
        return answer;
    }

    private async Task<bool> BeginAsync(Partition home, TableEntity row, CancellationToken ct)
    {
        row[Partition.Expiry] = clock.Now + Kept;
        try
        {
            await home.Change().Insert(row).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }
}
