using System.Net;
using Artisan.Areas.Tests.Identity;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Workspaces;

[Collection(IdentityScenarios.Name)]
public sealed class ReadingActivityTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_viewer_reads_what_happened_in_words_and_no_addresses()
    {
        var ada = await _app.SignUpAsync();
        await _app.GrowAsync(ada.WorkspaceId);
        var bob = await _app.JoinAsync(ada, "viewer");
        await ada.Client.PostJsonAsync("/api/auth/api-keys", new { name = "Shop", scopes = new[] { "read" } }, HttpStatusCode.Created);
        await bob.Client.PostJsonAsync("/api/auth/api-keys", new { name = "Mine", scopes = new[] { "read" } }, HttpStatusCode.Forbidden);
        var eve = await _app.JoinAsync(ada, "member");
        await ada.Client.PutJsonAsync(Crew.MemberPath(ada, eve), new { role = "admin" });
        await eve.Client.DeleteJsonAsync(Crew.MemberPath(eve, eve));
        await _app.SettleAsync();

        var page = await bob.Client.GetJsonAsync(Crew.Path(ada.WorkspaceId, "/activity"));

        var texts = page["items"]!.AsArray().Select(i => (string)i!["text"]!).ToList();
        Assert.Equal("A former member left the workspace.", texts[0]);
        Assert.Contains("Ada Example made a former member admin.", texts);
        Assert.Contains("Ada Example created the API key Shop.", texts);
        Assert.Contains("Ada Example invited somebody as viewer.", texts);
        Assert.Contains("Ada Example joined as viewer.", texts);
        Assert.Equal("Ada Example founded the workspace.", texts[^1]);
        // Refusals and sign-ins are for the audit trail, addresses for nobody.
        Assert.DoesNotContain("denied", page.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("signed_in", page.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(eve.Email, page.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double()
    {
        var ada = await _app.SignUpAsync();
        for (var i = 0; i < 5; i++) await ada.Client.PutJsonAsync(Crew.Path(ada.WorkspaceId), new { name = $"Name {i}", timeZone = "UTC", currency = "USD" }, HttpStatusCode.OK, ("If-Match", "*"));
        await _app.SettleAsync();

        var ids = new List<string>();
        for (var next = ""; ;)
        {
            var page = await ada.Client.GetJsonAsync(Crew.Path(ada.WorkspaceId, $"/activity?limit=2{next}"));
            ids.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            Assert.InRange(page["items"]!.AsArray().Count, 0, 2);
            if ((string?)page["next"] is not { } cursor) break;
            next = $"&cursor={Uri.EscapeDataString(cursor)}";
        }

        Assert.Equal(6, ids.Count);
        Assert.Equal(ids, ids.Distinct().OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_costs_two_reads_however_much_happened()
    {
        var ada = await _app.SignUpAsync();

        using var answer = await ada.Client.GetAsync(new Uri(Crew.Path(ada.WorkspaceId, "/activity"), UriKind.Relative));

        Assert.Equal(2, answer.Operations());
    }
}
