using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Webhooks;

/// <summary>Sources push to their connection: what is genuine counts once, what is not counts never.</summary>
public sealed class ReceivingFromSourcesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string SharedSecret = "segment-shared-secret";
    private const string Points = """{"points":[{"id":"a","time":"2026-01-10T00:00:00Z","fields":{"amount":"29.33"}},{"id":"b","time":"2026-01-10T00:00:00Z","fields":{"amount":2}}]}""";

    [Fact]
    public async Task What_a_system_of_ones_own_signs_becomes_data_points_once()
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        Assert.Equal((200, false), await sender.SignedAsync("msg_1", Points));
        Assert.Equal((200, true), await sender.SignedAsync("msg_1", Points));
        await shared.App.SettleAsync();
        Assert.Equal((200, true), await sender.SignedAsync("msg_1", Points));
        await shared.App.SettleAsync();
        Assert.Equal((2, "31.33"), await sender.TotalAsync("shop"));

        // The same point in another message is the same point; another value replaces it where it corrects, and else does not.
        Assert.Equal((200, false), await sender.SignedAsync("msg_2", """{"id":"a","source":"shop","time":"2026-01-10T00:00:00Z","fields":{"amount":"30.33"},"correct":true}"""));
        await shared.App.SettleAsync();
        Assert.Equal((2, "32.33"), await sender.TotalAsync("shop"));
        Assert.Equal((200, false), await sender.SignedAsync("msg_3", """{"points":[{"id":"a","time":"2026-01-10T00:00:00Z","fields":{"amount":"1"}}]}"""));
        await shared.App.SettleAsync();
        Assert.Equal((2, "32.33"), await sender.TotalAsync("shop"));
    }

    [Fact]
    public async Task Fifty_deliveries_of_one_message_at_once_are_one()
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sender.SignedAsync("msg_1", Points)));
        Assert.Equal(1, answers.Count(a => a == (200, false)));
        Assert.Equal(49, answers.Count(a => a == (200, true)));
        await shared.App.SettleAsync();
        Assert.Equal((2, "31.33"), await sender.TotalAsync("shop"));
    }

    [Theory]
    [InlineData("another secret")]
    [InlineData("another body")]
    [InlineData("another id")]
    [InlineData("no signature")]
    [InlineData("no timestamp")]
    [InlineData("a timestamp that is none")]
    [InlineData("a signature that is none")]
    [InlineData("an id with a dot")]
    public async Task A_forged_message_is_refused_and_changes_nothing(string forgery)
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var now = TimeProvider.System.GetUtcNow();
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var genuine = StandardWebhooks.Sign("msg_1", now, Encoding.UTF8.GetBytes(Points), [Secret]);
        (string Name, string Value)[] headers = forgery switch
        {
            "another secret" => Headers("msg_1", stamp, StandardWebhooks.Sign("msg_1", now, Encoding.UTF8.GetBytes(Points), [StandardWebhooks.NewSecret()])),
            "another id" => Headers("msg_2", stamp, genuine),
            "no signature" => Headers("msg_1", stamp, genuine)[..2],
            "no timestamp" => [("webhook-id", "msg_1"), ("webhook-signature", genuine)],
            "a timestamp that is none" => Headers("msg_1", "soon", genuine),
            "a signature that is none" => Headers("msg_1", stamp, "v1,, v2,abc v1 nonsense"),
            "an id with a dot" => Headers("msg.1", stamp, StandardWebhooks.Sign("msg.1", now, Encoding.UTF8.GetBytes(Points), [Secret])),
            _ => Headers("msg_1", stamp, genuine),
        };
        var answer = await sender.PostAsync(forgery == "another body" ? Points.Replace("29.33", "99.33", StringComparison.Ordinal) : Points, headers);
        Assert.Equal((401, "webhooks.inbound_forged"), (answer.Status, (string)JsonNode.Parse(answer.Body)!["code"]!));
        await shared.App.SettleAsync();
        Assert.Equal((0, "0"), await sender.TotalAsync("shop"));
    }

    [Theory]
    [InlineData(-310)]
    [InlineData(310)]
    public async Task A_stale_message_is_refused(int seconds)
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var answer = await sender.SignedAtAsync("msg_1", Points, TimeProvider.System.GetUtcNow().AddSeconds(seconds));
        Assert.Equal((401, "webhooks.inbound_stale"), (answer.Status, (string)JsonNode.Parse(answer.Body)!["code"]!));
    }

    [Fact]
    public async Task While_the_sender_rotates_any_of_its_signatures_will_do()
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var now = TimeProvider.System.GetUtcNow();
        var both = StandardWebhooks.Sign("msg_1", now, Encoding.UTF8.GetBytes(Points), [StandardWebhooks.NewSecret(), Secret]);
        Assert.Equal(200, (await sender.PostAsync(Points, Headers("msg_1", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "v1a,xyz " + both))).Status);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"id":"\ud83d","time":"2026-01-10T00:00:00Z","fields":{"amount":"1"}}""")]
    [InlineData("""{"points":[]}""")]
    [InlineData("""{"id":"a","time":"yesterday","fields":{"amount":"1"}}""")]
    [InlineData("""{"id":"a","time":"2026-01-10T00:00:00Z","fields":{"amount":"much"}}""")]
    [InlineData("""{"id":"a","source":"another","time":"2026-01-10T00:00:00Z","fields":{"amount":"1"}}""")]
    public async Task What_cannot_be_read_is_refused_at_once_although_it_is_signed(string body)
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var answer = await sender.SignedAtAsync("msg_1", body, TimeProvider.System.GetUtcNow());
        Assert.Equal((400, "webhooks.inbound_unreadable"), (answer.Status, (string)JsonNode.Parse(answer.Body)!["code"]!));
    }

    [Fact]
    public async Task A_message_of_256_KB_is_taken_and_one_byte_more_is_not()
    {
        var (sender, _) = await ConnectAsync("custom", Secret, "shop");
        var body = Points + new string(' ', (256 * 1024) - Points.Length);
        Assert.Equal((200, false), await sender.SignedAsync("msg_1", body));
        await shared.App.SettleAsync();
        Assert.Equal((2, "31.33"), await sender.TotalAsync("shop"));
        var answer = await sender.SignedAtAsync("msg_2", body + " ", TimeProvider.System.GetUtcNow());
        Assert.Equal((413, "webhooks.inbound_too_large"), (answer.Status, (string)JsonNode.Parse(answer.Body)!["code"]!));
    }

    [Fact]
    public async Task A_connection_that_is_not_there_answers_404_whatever_is_sent()
    {
        var (sender, id) = await ConnectAsync("custom", Secret, "shop");
        var bare = new Workplace(shared.App);
        await bare.OwnerAsync();
        foreach (var path in new[] { $"segment/{id}", $"stripe/{id}", $"custom/con_{bare.Id["ws_".Length..]}", "custom/con_00000000000000000000000000", "custom/nothing", $"custom/{id.Replace("con", "ws", StringComparison.Ordinal)}" })
            Assert.Equal(404, (await (sender with { Path = $"/api/webhooks/inbound/{path}" }).SignedAtAsync("msg_1", Points, TimeProvider.System.GetUtcNow())).Status);
    }

    [Fact]
    public async Task Before_the_points_have_a_name_nothing_is_taken()
    {
        var (sender, _) = await ConnectAsync("custom", Secret, source: null);
        var answer = await sender.SignedAtAsync("msg_1", Points, TimeProvider.System.GetUtcNow());
        Assert.Equal((409, "webhooks.inbound_not_set_up"), (answer.Status, (string)JsonNode.Parse(answer.Body)!["code"]!));
    }

    [Fact]
    public async Task The_set_up_shows_where_to_send_and_never_the_secret()
    {
        var (sender, id) = await ConnectAsync("custom", Secret, "shop");
        var setup = await sender.Owner.GetJsonAsync("/api/setup");
        Assert.Equal($"https://app.artisan.test/api/webhooks/inbound/custom/{id}", (string)setup["inboundUrl"]!);
        Assert.Equal("••••LaSw", (string)setup["settings"]!["apiIntegration"]!["credentials"]!["webhookSecret"]!);
        Assert.DoesNotContain(Secret, setup.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shared.App.Logs.Lines, l => l.Contains(Secret, StringComparison.Ordinal));
        await sender.Owner.PutJsonAsync("/api/setup/steps/api-integration", new { apiIntegration = new { kind = "custom", credentials = new { webhookSecret = "whsec_c2hvcnQ=" } } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_event_of_segment_becomes_its_numbers_and_one_under_its_own_name()
    {
        var (sender, _) = await ConnectAsync("segment", SharedSecret, "segment");
        const string body = """{"type":"track","event":"Order Completed","messageId":"seg-1","timestamp":"2026-01-10T09:30:00.000Z","properties":{"revenue":29.33,"tax":"1.5","currency":"USD","items":[1]}}""";
        Assert.Equal((200, false), await sender.SegmentAsync(body));
        Assert.Equal((200, true), await sender.SegmentAsync(body));
        Assert.Equal((200, false), await sender.SegmentAsync("""{"type":"identify","messageId":"seg-2","traits":{"age":3}}"""));
        await shared.App.SettleAsync();
        Assert.Equal((1, "29.33"), await sender.TotalAsync("segment", "sum(revenue)"));
        Assert.Equal((1, "1.5"), await sender.TotalAsync("segment", "sum(tax) * sum(order_completed)"));

        Assert.Equal(401, (await sender.PostAsync(body, [("X-Signature", Sha1(body + " "))])).Status);
        Assert.Equal(401, (await sender.PostAsync(body, [])).Status);
        // Segment signs the first event of a batch only, so anybody could add to one.
        Assert.Equal(400, (await sender.PostAsync($"[{body}]", [("X-Signature", Sha1($"[{body}]"))])).Status);
    }

    private async Task<(Sender Sender, string ConnectionId)> ConnectAsync(string kind, string secret, string? source)
    {
        var place = new Workplace(shared.App);
        using var open = await place.KeyAsync("value:write");
        var owner = await place.OwnerAsync();
        await owner.PutJsonAsync("/api/setup/steps/api-integration", new { apiIntegration = new { kind, credentials = new { webhookSecret = secret } } });
        if (source is not null) await owner.PutJsonAsync("/api/setup/steps/data-source", new { dataSource = new { source } });
        var id = $"con_{place.Id["ws_".Length..]}";
        return (new Sender(shared.App.CreateClient(), owner, $"/api/webhooks/inbound/{kind}/{id}"), id);
    }

    private static (string Name, string Value)[] Headers(string id, string timestamp, string signature) => [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)];

#pragma warning disable CA5350 // What Segment signs with.
    private static string Sha1(string body) => Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(SharedSecret), Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5350

    /// <summary>A system that sends to a connection.</summary>
    private sealed record Sender(HttpClient Client, HttpClient Owner, string Path)
    {
        public async Task<(int Status, string Body)> PostAsync(string body, (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await Client.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        public Task<(int Status, string Body)> SignedAtAsync(string id, string body, DateTimeOffset at) =>
            PostAsync(body, Headers(id, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StandardWebhooks.Sign(id, at, Encoding.UTF8.GetBytes(body), [Secret])));

        public async Task<(int Status, bool Repeated)> SignedAsync(string id, string body) => Outcome(await SignedAtAsync(id, body, TimeProvider.System.GetUtcNow()));

        public async Task<(int Status, bool Repeated)> SegmentAsync(string body) => Outcome(await PostAsync(body, [("X-Signature", Sha1(body))]));

        public async Task<(long Points, string Sum)> TotalAsync(string source, string formula = "sum(amount)")
        {
            var answer = await Owner.PostJsonAsync("/api/value/formula/evaluate", new { source, formula, period = "2026-01" });
            return ((long)answer["points"]!, (string?)answer["value"] ?? "0");
        }

        private static (int, bool) Outcome((int Status, string Body) answer) => (answer.Status, (bool)JsonNode.Parse(answer.Body)!["repeated"]!);
    }
}
