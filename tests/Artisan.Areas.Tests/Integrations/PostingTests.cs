using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Integrations.Granting;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Platform.Connections;
using Artisan.Platform.Sources;
using Artisan.Testing.Host;
using Artisan.Testing.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Integrations;

public sealed class PostingTests(IntegrationsLab lab) : IClassFixture<IntegrationsLab>
{
    private const string Path = "/api/integrations/linkedin/post";

    [Fact]
    public async Task A_text_is_posted_once_under_its_key_and_escaped()
    {
        var owner = await lab.App.SignUpAsync();
        await owner.Client.PostJsonAsync(Path, new { text = "Hello" }, HttpStatusCode.Conflict);
        await lab.ConnectAsync(owner, "linkedin");
        var before = lab.LinkedIn.Posts.Count;

        var posted = await owner.Client.PostJsonAsync(Path, new { text = "We (all) save @least 10 #percent" }, HttpStatusCode.Created, ("Idempotency-Key", "one"));
        var again = await owner.Client.PostJsonAsync(Path, new { text = "We (all) save @least 10 #percent" }, HttpStatusCode.Created, ("Idempotency-Key", "one"));

        Assert.Equal((posted.ToJsonString(), before + 1), (again.ToJsonString(), lab.LinkedIn.Posts.Count));
        Assert.StartsWith("https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A", (string?)posted["url"], StringComparison.Ordinal);
        Assert.Equal(@"We \(all\) save \@least 10 \#percent", (string?)lab.LinkedIn.Posts[^1]["commentary"]);
        Assert.Single(await lab.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "integrations.posted"));
        await owner.Client.PostJsonAsync(Path, new { text = " \n " }, HttpStatusCode.BadRequest);
        await owner.Client.PostJsonAsync(Path, new { text = new string('x', 3_001) }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_not_posted_again_under_its_key_and_a_refused_one_may_be()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "linkedin");
        lab.LinkedIn.Spoil(Mishap.NoAnswer);
        Assert.Equal("integrations.silent", await PostAsync(owner, "lost", HttpStatusCode.ServiceUnavailable));
        Assert.Equal("integrations.post_uncertain", await PostAsync(owner, "lost", HttpStatusCode.Conflict));

        lab.LinkedIn.Spoil(new Mishap(422), new Mishap(429, RetryAfter: 3));
        Assert.Equal("integrations.refused", await PostAsync(owner, "refused", HttpStatusCode.UnprocessableEntity));
        Assert.Equal("integrations.busy", await PostAsync(owner, "refused", HttpStatusCode.ServiceUnavailable));
        Assert.Null(await PostAsync(owner, "refused", HttpStatusCode.Created));
    }

    [Fact]
    public async Task X_takes_a_post_by_the_same_port()
    {
        var owner = await lab.App.SignUpAsync();
        await lab.ConnectAsync(owner, "twitter");
        var (grants, x) = (lab.App.Services.GetRequiredService<GrantKeeper>(), lab.Port<IPostChannel>("twitter"));

        var post = await grants.UseAsync(owner.WorkspaceId, "twitter", grant => x.PostAsync(grant, "Short", CancellationToken.None), CancellationToken.None);
        lab.Vendors["twitter"].Spoil(new Mishap(403, """{"detail":"You are not allowed to create a Tweet with duplicate content."}"""));
        var twice = await Assert.ThrowsAsync<SourceException>(() => grants.UseAsync(owner.WorkspaceId, "twitter", grant => x.PostAsync(grant, "Short", CancellationToken.None), CancellationToken.None));

        Assert.Equal(($"https://x.com/i/web/status/{post.Id}", SourceFailure.NoPermission), (post.Url.AbsoluteUri, twice.Failure));
    }

    private static async Task<string?> PostAsync(SignedInUser user, string key, HttpStatusCode expected) =>
        (string?)((JsonObject)await user.Client.PostJsonAsync(Path, new { text = "Hello" }, expected, ("Idempotency-Key", key)))["code"];
}
