using System.Net;
using System.Net.Http.Json;
using Artisan.Areas.Notifications.Contracts;
using Artisan.Areas.Notifications.Model;
using Artisan.Areas.Notifications.Storage;
using Artisan.Areas.Tests.Value;
using Artisan.Azure;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Notifications;

public sealed class ReadingNotificationsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task Read_unread_and_dismissed_are_told_apart()
    {
        var owner = await _app.SignUpAsync();
        await _app.TellAsync(owner.News("a"));
        await _app.TellAsync(owner.News("b"));
        await _app.TellAsync(owner.News("c"));
        var ids = (await owner.Client.ListAsync()).Select(n => (string)n!["id"]!).ToList();

        Assert.Equal(2, (long)(await owner.Client.PostJsonAsync($"{Mailbox.Path}/{ids[1]}/read", new { }))["unread"]!);
        Assert.Equal(2, (long)(await owner.Client.PostJsonAsync($"{Mailbox.Path}/{ids[1]}/read", new { }))["unread"]!);
        Assert.Equal(["News c", "News a"], (await owner.Client.ListAsync("&unread=true")).Select(n => (string?)n!["title"]));
        await Json.ReadAsync(owner.Client.DeleteAsync(new Uri($"{Mailbox.Path}/{ids[0]}", UriKind.Relative)), HttpStatusCode.OK);
        Assert.Equal("request.not_found", (string?)(await Json.ReadAsync(owner.Client.DeleteAsync(new Uri($"{Mailbox.Path}/{ids[0]}", UriKind.Relative)), HttpStatusCode.NotFound))["code"]);
        Assert.Equal(0, (long)(await owner.Client.PostJsonAsync($"{Mailbox.Path}/read-all", new { }))["unread"]!);
        await _app.TellAsync(owner.News("d"));
        Assert.Equal(["News d"], (await owner.Client.ListAsync("&unread=true")).Select(n => (string?)n!["title"]));
        Assert.Equal(3, (await owner.Client.ListAsync()).Count);
    }

    [Fact]
    public async Task A_page_ends_where_the_next_one_begins()
    {
        var owner = await _app.SignUpAsync();
        await owner.Client.ChooseAsync(types: [("team", false, true)]);
        for (var i = 0; i < 12; i++) await _app.TellAsync(owner.News($"n-{i}", i % 3 == 1 ? "team" : "value"));
        var whole = (await owner.Client.ListAsync()).Select(n => (string)n!["id"]!).ToList();
        Assert.Equal(8, whole.Count);
        foreach (var limit in new[] { 1, 2, 3, 7, 8, 9 }) Assert.Equal(whole, (await owner.Client.ListAsync(limit: limit)).Select(n => (string)n!["id"]!));
    }

    [Fact]
    public async Task Bell_and_list_agree_whatever_three_clients_do_in_a_thousand_steps_at_once()
    {
        var owner = await _app.SignUpAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async client =>
        {
            var random = new Random(client);
            var seen = new List<string>();
            for (var i = 0; i < 334; i++)
            {
                var id = seen.Count > 0 ? seen[random.Next(seen.Count)] : "ntf_01jd0000000000000000000000";
                await (random.Next(10) switch
                {
                    < 4 => _app.TellAsync(owner.News($"{random.Next(300)}")),
                    < 6 => owner.Client.PostAsync(new Uri($"{Mailbox.Path}/{id}/read", UriKind.Relative), null),
                    < 8 => owner.Client.DeleteAsync(new Uri($"{Mailbox.Path}/{id}", UriKind.Relative)),
                    8 => owner.Client.PostAsync(new Uri($"{Mailbox.Path}/read-all", UriKind.Relative), null),
                    _ => LookAsync(),
                });

                async Task LookAsync()
                {
                    var page = await owner.Client.GetJsonAsync($"{Mailbox.Path}?limit=200");
                    Assert.Equal(page["items"]!.AsArray().Count(n => !(bool)n!["read"]!), (int)page["unread"]!);
                    seen = [.. page["items"]!.AsArray().Select(n => (string)n!["id"]!)];
                }
            }
        }));
        await owner.Client.ListAsync();
    }

    [Fact]
    public async Task Another_persons_notification_is_none_of_ones_own()
    {
        var (owner, other) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var theirs = await Mailbox.ToldAsync(_app, other);
        var own = await Mailbox.ToldAsync(_app, owner);
        Assert.Equal(InboxKeys.SeqOf(theirs), InboxKeys.SeqOf(own));
        foreach (var id in new[] { theirs, "ntf_01jd0000000000000000000000", "ntf_", "n|1", "usr_01jd0000000000000000000000" })
            await owner.Client.PostJsonAsync($"{Mailbox.Path}/{Uri.EscapeDataString(id)}/read", new { }, HttpStatusCode.NotFound);
        Assert.Equal(1, await owner.Client.UnreadAsync());
    }

    [Fact]
    public async Task Of_several_who_save_one_version_of_the_preferences_one_does_and_the_others_are_told()
    {
        var owner = await _app.SignUpAsync();
        // The first time there is nothing to replace yet.
        for (var round = 0; round < 2; round++)
        {
            using var read = await owner.Client.GetAsync(new Uri(Mailbox.PreferencesPath, UriKind.Relative));
            var version = read.Headers.ETag!.ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async hour =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, Mailbox.PreferencesPath) { Content = JsonContent.Create(new { types = Array.Empty<object>(), digest = "daily", hour }) };
                request.Headers.TryAddWithoutValidation("If-Match", version);
                await request.Content.LoadIntoBufferAsync();
                using var answer = await owner.Client.SendAsync(request);
                return answer.StatusCode;
            }));
            Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7)], answers.Order());
        }
    }

    [Fact]
    public async Task News_that_come_again_cost_no_try_each()
    {
        var owner = await _app.SignUpAsync();
        IReadOnlyList<Notice> news = [.. Enumerable.Range(0, 30).Select(n => owner.News($"{n}"))];
        await Task.WhenAll(news.Select(n => _app.TellAsync(n)));
        var inbox = _app.Services.GetRequiredService<Inbox>();
        using var counted = StorageOperations.Begin();
        var again = await Task.WhenAll(news.Select(n => inbox.AddAsync(owner.WorkspaceId, owner.UserId, new Arrival(n.Key, new Notification { Id = "", Seq = 0, Type = n.Type, Kind = n.Kind, Title = n.Title, Text = n.Text, Link = n.Link, At = n.At!.Value }, null), default)));
        Assert.All(again, a => Assert.Null(a.Notification));
        // One look each, and a few tries in all.
        Assert.InRange(counted.Total, 30, 45);
    }

    [Theory]
    [InlineData("""{"types":[],"digest":"sometimes","hour":8}""")]
    [InlineData("""{"types":[],"digest":"daily","hour":24}""")]
    [InlineData("""{"types":[null],"digest":"daily","hour":8}""")]
    [InlineData("""{"types":[{"type":"gossip","inApp":true,"email":true}],"digest":"daily","hour":8}""")]
    [InlineData("""{"types":[{"type":"team","inApp":true,"email":true},{"type":"team","inApp":true,"email":false}],"digest":"daily","hour":8}""")]
    [InlineData("""{"types":[],"digest":"daily","hour":8,"timeZone":"Mars/Olympus"}""")]
    [InlineData("""{"types":[],"digest":"daily","hour":8,"quiet":{"from":"22:00","to":"22:00"}}""")]
    [InlineData("""{"types":[],"digest":"daily","hour":8,"quiet":{"from":"24:00","to":"6"}}""")]
    public async Task Preferences_that_mean_nothing_are_refused(string body)
    {
        var owner = await _app.SignUpAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, Mailbox.PreferencesPath) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        await Json.ReadAsync(owner.Client.SendAsync(request), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Preferences_are_changed_by_who_read_them_last()
    {
        var owner = await _app.SignUpAsync();
        using var read = await owner.Client.GetAsync(new Uri(Mailbox.PreferencesPath, UriKind.Relative));
        await owner.Client.ChooseAsync(digest: "hourly", timeZone: "Europe/Berlin", quiet: new { from = "22:00", to = "07:30" }, types: ("agent", true, false));
        var now = await owner.Client.GetJsonAsync(Mailbox.PreferencesPath);
        Assert.Equal(("hourly", "Europe/Berlin", "07:30"), ((string?)now["digest"], (string?)now["timeZone"], (string?)now["quiet"]!["to"]));
        Assert.False((bool)now["types"]!.AsArray().Single(t => (string?)t!["type"] == "agent")!["email"]!);

        using var late = new HttpRequestMessage(HttpMethod.Put, Mailbox.PreferencesPath) { Content = new StringContent("""{"types":[],"digest":"off","hour":8}""", System.Text.Encoding.UTF8, "application/json") };
        late.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        await Json.ReadAsync(owner.Client.SendAsync(late), HttpStatusCode.PreconditionFailed);
    }
}
