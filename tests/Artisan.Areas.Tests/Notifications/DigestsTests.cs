using System.Net;
using System.Text.RegularExpressions;
using Artisan.Areas.Notifications.Model;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Notifications;

public sealed partial class DigestsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2031, 5, 5, 6, 30, 0, TimeSpan.Zero);

    private ArtisanApp _app = null!;
    private SignedInUser _owner = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _owner = await _app.SignUpAsync();
        _app.BusinessClock.Set(Morning, running: false);
    }

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_unread_at_the_chosen_hour_comes_in_one_mail_once()
    {
        await _owner.Client.ChooseAsync(hour: 8, timeZone: "Europe/Berlin", types: ("value", true, true));
        await _app.TellAsync(_owner.News("a"), _owner.News("b"), _owner.News("c", "support"));
        await _app.SettleAsync();
        Assert.Equal(new DateTimeOffset(2031, 5, 6, 6, 0, 0, TimeSpan.Zero), (await _app.HeadAsync(_owner)).DigestDue);
        var read = (await _owner.Client.ListAsync()).Single(n => (string?)n!["title"] == "News a")!;
        await _owner.Client.PostJsonAsync($"{Mailbox.Path}/{(string)read["id"]!}/read", new { });
        await AtAsync(new(2031, 5, 6, 5, 59, 0, TimeSpan.Zero));
        Assert.Empty(await _app.DigestsAsync(_owner.Email));

        await AtAsync(new(2031, 5, 6, 6, 0, 0, TimeSpan.Zero));
        var digest = Assert.Single(await _app.DigestsAsync(_owner.Email));
        Assert.EndsWith("News b", digest.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("News a", digest.Text, StringComparison.Ordinal);
        await AtAsync(new(2031, 5, 7, 6, 0, 0, TimeSpan.Zero));
        Assert.Single(await _app.DigestsAsync(_owner.Email));

        await _app.TellAsync(_owner.News("d"));
        await _app.SettleAsync();
        await AtAsync(new(2031, 5, 8, 6, 0, 0, TimeSpan.Zero));
        Assert.Contains("News d", (await _app.DigestsAsync(_owner.Email)).Select(d => d.Text[d.Text.IndexOf("News", StringComparison.Ordinal)..][..6]));
    }

    [Fact]
    public async Task Where_all_was_read_or_nothing_is_wanted_any_more_no_mail_comes()
    {
        await _owner.Client.ChooseAsync(digest: "hourly", types: ("value", true, true));
        await _app.TellAsync(_owner.News("a"));
        await _owner.Client.PostJsonAsync($"{Mailbox.Path}/read-all", new { });
        await AtAsync(Morning.AddHours(1));
        await _app.TellAsync(_owner.News("b"));
        await _owner.Client.ChooseAsync(digest: "off", types: ("value", true, true));
        await AtAsync(Morning.AddHours(3));
        Assert.Empty(await _app.DigestsAsync(_owner.Email));
    }

    [Fact]
    public async Task A_digest_that_comes_late_waits_for_the_end_of_the_quiet_hours_and_no_longer()
    {
        await _owner.Client.ChooseAsync(hour: 8, timeZone: "Europe/Berlin", quiet: new { from = "09:00", to = "11:00" }, types: ("value", true, true));
        await _app.TellAsync(_owner.News("a"));
        await AtAsync(new(2031, 5, 6, 7, 30, 0, TimeSpan.Zero));
        Assert.Empty(await _app.DigestsAsync(_owner.Email));
        await AtAsync(new(2031, 5, 6, 9, 0, 0, TimeSpan.Zero));
        Assert.Single(await _app.DigestsAsync(_owner.Email));
    }

    [Fact]
    public async Task One_click_ends_the_digests_without_a_sign_in()
    {
        await _owner.Client.ChooseAsync(digest: "hourly", types: ("value", true, true));
        await _app.TellAsync(_owner.News("a"));
        await _app.SettleAsync();
        await AtAsync(Morning.AddHours(1));
        var digest = Assert.Single(await _app.DigestsAsync(_owner.Email));
        var token = Uri.UnescapeDataString(Link().Match(digest.Text).Groups[1].Value);

        using var anybody = _app.CreateClient();
        foreach (var wrong in new[] { "x", token[..^1] + (token[^1] == '0' ? '1' : '0'), token.Replace(_owner.UserId, "usr_01jd0000000000000000000000", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.NotFound, (await ClickAsync(anybody, wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ClickAsync(anybody, token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ClickAsync(anybody, token)).StatusCode);

        Assert.True((bool)(await _owner.Client.GetJsonAsync(Mailbox.PreferencesPath))["unsubscribed"]!);
        await _app.TellAsync(_owner.News("b"));
        await AtAsync(Morning.AddHours(4));
        Assert.Single(await _app.DigestsAsync(_owner.Email));
        Assert.Equal(2, await _owner.Client.UnreadAsync());
        var audit = await _owner.Client.GetJsonAsync("/api/audit");
        Assert.Contains("notifications.unsubscribed", audit["items"]!.AsArray().Select(e => (string?)e!["action"]));
    }

    [Theory]
    [InlineData("daily", 8, null, null, "2031-05-05T06:30", "2031-05-06T06:00")] // in Berlin it is half past eight
    [InlineData("daily", 9, null, null, "2031-05-05T06:30", "2031-05-05T07:00")]
    [InlineData("hourly", 8, null, null, "2031-05-05T06:30", "2031-05-05T07:00")]
    [InlineData("hourly", 8, "22:00", "07:30", "2031-05-05T20:10", "2031-05-06T05:30")] // quiet until half past seven
    [InlineData("weekly", 8, null, null, "2031-05-05T06:30", "2031-05-12T06:00")] // a Monday, but past eight
    [InlineData("weekly", 8, null, null, "2031-05-08T06:30", "2031-05-12T06:00")]
    [InlineData("daily", 2, null, null, "2031-03-29T12:00", "2031-03-30T01:00")] // two o'clock does not come that day
    [InlineData("daily", 2, "03:00", "06:00", "2027-03-27T12:00", "2027-03-28T04:00")] // nor there, and three o'clock is quiet
    [InlineData("daily", 3, "00:00", "06:00", "2031-05-05T12:00", "2031-05-06T04:00")]
    [InlineData("off", 8, null, null, "2031-05-05T06:30", null)]
    public void A_digest_is_due_at_the_chosen_local_hour_outside_of_quiet_ones(string rhythm, int hour, string? from, string? to, string now, string? due)
    {
        var preferences = new Preferences
        {
            Digest = Enum.Parse<DigestRhythm>(rhythm, ignoreCase: true),
            Hour = hour,
            Quiet = from is null ? null : new QuietHours(TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to!, System.Globalization.CultureInfo.InvariantCulture)),
        };
        Assert.Equal(due is null ? null : Utc(due), LocalHours.NextDigest(preferences, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Utc(now)));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<HttpResponseMessage> ClickAsync(HttpClient client, string token) =>
        client.PostAsync(new Uri($"/api/email/unsubscribe/{Uri.EscapeDataString(token)}", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));

    private async Task AtAsync(DateTimeOffset now)
    {
        await _app.SettleAsync();
        _app.BusinessClock.Set(now, running: false);
        await _app.Pump.FireAsync("digest");
        await _app.SettleAsync();
    }

    [GeneratedRegex(@"/unsubscribe#token=(\S+)")]
    private static partial Regex Link();
}
