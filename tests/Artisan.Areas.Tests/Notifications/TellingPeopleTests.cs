using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Notifications.Telling;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Access;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Notifications;

public sealed class TellingPeopleTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Fifty_pieces_of_news_that_come_at_once_twice_and_in_any_order_are_listed_once_each()
    {
        var owner = await _app.SignUpAsync();
        var news = Enumerable.Range(0, 50).Select(i => owner.News($"n-{i}")).ToList();
        await Task.WhenAll(news.Concat(Enumerable.Reverse(news)).Select(n => _app.TellAsync(n)));
        await _app.TellAsync(news);
        var listed = await owner.Client.ListAsync();
        Assert.Equal(news.Select(n => n.Title).Order(), listed.Select(n => (string)n!["title"]!).Order());
        Assert.Equal(50, await owner.Client.UnreadAsync());
    }

    [Fact]
    public async Task Two_instances_that_write_to_one_list_lose_nothing()
    {
        var owner = await _app.SignUpAsync();
        await using var other = await ArtisanApp.StartAsync(sharing: _app);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? _app : other).TellAsync(owner.News($"n-{i / 2 * 2 % 20}"), owner.News($"m-{i}"))));
        Assert.Equal(24 + 10, (await owner.Client.ListAsync(limit: 7)).Count);
    }

    [Fact]
    public async Task News_reach_whom_they_concern_by_role_hat_and_name_and_nobody_else()
    {
        var owner = await _app.SignUpAsync();
        await _app.GrowAsync(owner.WorkspaceId);
        var (admin, finance, viewer) = ((await _app.SeedAsync(owner, 1, Role.Admin))[0], (await _app.SeedAsync(owner, 1, Role.Viewer, Hats.Finance))[0], (await _app.SeedAsync(owner, 1, Role.Viewer))[0]);
        var stranger = await _app.SignUpAsync();
        await _app.TellAsync(owner.News("admins", to: NoticeTo.Admins), owner.News("payers", to: NoticeTo.Payers), owner.News("one", to: NoticeTo.Only(viewer.UserId, stranger.UserId)));
        Assert.Equal(["News admins", "News payers"], await TitlesAsync(owner));
        Assert.Equal(["News admins"], await TitlesAsync(admin));
        Assert.Equal(["News payers"], await TitlesAsync(finance));
        Assert.Equal(["News one"], await TitlesAsync(viewer));
        Assert.Empty(await TitlesAsync(stranger));
    }

    [Fact]
    public async Task Whoever_writes_to_his_own_ticket_is_not_told_of_it_and_is_told_what_others_write()
    {
        var owner = await _app.SignUpAsync();
        var ticket = await Support.Helpline.OpenAsync(owner.Client, "Where is it?");
        await Support.Helpline.SayAsync(owner.Client, ticket, "I looked again.");
        await _app.SettleAsync();
        Assert.Empty(await TitlesAsync(owner));

        await _app.GrowAsync(owner.WorkspaceId);
        var admin = (await _app.SeedAsync(owner, 1, Role.Admin))[0];
        await Support.Helpline.SayAsync(admin.Client, ticket, "I see it too.");
        await _app.SettleAsync();
        Assert.EndsWith("Where is it?", Assert.Single(await TitlesAsync(owner)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_switched_off_is_not_listed_but_what_is_critical_is()
    {
        var owner = await _app.SignUpAsync();
        await owner.Client.ChooseAsync(types: [("value", false, false), ("team", false, true)]);
        await _app.TellAsync(owner.News("quiet"), owner.News("loud", critical: true), owner.News("mailed only", "team"), owner.News("bill", "billing"));
        Assert.Equal(["News bill", "News loud"], await TitlesAsync(owner));
        Assert.Equal(2, await owner.Client.UnreadAsync());

        using var request = new HttpRequestMessage(HttpMethod.Put, Mailbox.PreferencesPath) { Content = JsonContent.Create(new { types = new[] { new { type = "billing", inApp = false, email = false } }, digest = "daily", hour = 8 }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await request.Content.LoadIntoBufferAsync();
        Assert.Equal("notifications.locked", (string?)(await Json.ReadAsync(owner.Client.SendAsync(request), HttpStatusCode.UnprocessableEntity))["code"]);
    }

    [Fact]
    public async Task The_newest_two_hundred_are_kept_and_the_bell_forgets_the_others_with_them()
    {
        var owner = await _app.SignUpAsync();
        for (var round = 0; round < 8; round++) await Task.WhenAll(Enumerable.Range(0, 28).Select(i => _app.TellAsync(owner.News($"n-{round}-{i}"))));
        var listed = await owner.Client.ListAsync();
        Assert.Equal((Inbox.Kept, (long)Inbox.Kept), (listed.Count, await owner.Client.UnreadAsync()));
        Assert.Equal(28, listed.Count(n => ((string)n!["title"]!).StartsWith("News n-7-", StringComparison.Ordinal)));
        Assert.Equal(4, listed.Count(n => ((string)n!["title"]!).StartsWith("News n-0-", StringComparison.Ordinal)));
        await _app.TellAsync(owner.News("n-0-0"));
        Assert.Equal(Inbox.Kept, (await owner.Client.ListAsync()).Count);
    }

    [Fact]
    public async Task What_happens_is_told_and_who_leaves_is_forgotten()
    {
        var owner = await _app.SignUpAsync();
        await _app.GrowAsync(owner.WorkspaceId);
        await owner.Client.PostJsonAsync("/api/billing/subscriptions", new { plan = "professional", paymentMethod = "pm_card_visa" }, HttpStatusCode.Created);
        var joined = await _app.JoinAsync(owner, "viewer");
        await _app.SettleAsync();
        Assert.Equal(["Ada Example joined the team", "Subscription confirmed: Professional"], (await TitlesAsync(owner)).Where(t => !t.StartsWith("Invoice", StringComparison.Ordinal)));
        Assert.Equal(["Welcome to the workspace"], await TitlesAsync(joined));
        // Word of an earlier leave, which comes late, takes nothing from who is back.
        var late = new WorkspaceEvent("evt_late", "member.removed", owner.WorkspaceId, _app.BusinessClock.Now, joined.UserId, null);
        await _app.Services.GetRequiredService<TellEvent>().HandleAsync(new QueueMessage<WorkspaceEvent>("m", late), CancellationToken.None);
        Assert.Equal(["Welcome to the workspace"], await TitlesAsync(joined));

        await Json.ReadAsync(owner.Client.DeleteAsync(new Uri(Crew.MemberPath(owner, joined), UriKind.Relative)), HttpStatusCode.OK);
        await _app.SettleAsync();
        Assert.Equal(0, (await _app.HeadAsync(joined)).Seq);
        Assert.Contains(await TitlesAsync(owner), t => t.EndsWith("is no longer in the team", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Showing_and_changing_cost_the_same_however_many_there_are()
    {
        var owner = await _app.SignUpAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => _app.TellAsync(owner.News($"n-{i}"))));
        var ids = (await owner.Client.ListAsync()).Select(n => (string)n!["id"]!).ToList();
        Assert.Equal(1, await owner.Client.CostAsync(HttpMethod.Get, $"{Mailbox.Path}?limit=10"));
        Assert.Equal(1, await owner.Client.CostAsync(HttpMethod.Get, $"{Mailbox.Path}/unread-count"));
        Assert.Equal(1, await owner.Client.CostAsync(HttpMethod.Get, Mailbox.PreferencesPath));
        Assert.Equal(3, await owner.Client.CostAsync(HttpMethod.Post, $"{Mailbox.Path}/{ids[0]}/read"));
        Assert.Equal(2, await owner.Client.CostAsync(HttpMethod.Post, $"{Mailbox.Path}/{ids[0]}/read"));
        Assert.Equal(3, await owner.Client.CostAsync(HttpMethod.Delete, $"{Mailbox.Path}/{ids[1]}"));
        Assert.Equal(2, await owner.Client.CostAsync(HttpMethod.Post, $"{Mailbox.Path}/read-all"));
        Assert.Equal(1, await owner.Client.CostAsync(HttpMethod.Post, $"{Mailbox.Path}/read-all"));
    }

    private static async Task<IEnumerable<string>> TitlesAsync(SignedInUser user) => (await user.Client.ListAsync()).Select(n => (string)n!["title"]!).Order(StringComparer.Ordinal);
}
