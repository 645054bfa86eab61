using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Webhooks;

public sealed class DeliveringEventsTests(WebhookPlace place) : IClassFixture<WebhookPlace>
{
    private readonly Workplace _home = new(place.App);

    [Fact]
    public async Task An_event_reaches_every_endpoint_that_wants_it_signed_and_as_its_resource_is_shown()
    {
        var owner = await _home.OwnerAsync();
        var (_, secret) = await place.EndpointAsync(owner, "/all", types: WebhookPlace.Everything);
        await place.EndpointAsync(owner, "/calculations", types: WebhookPlace.Calculations);
        await place.EndpointAsync(owner, "/others", types: "value.calculation.superseded");
        var calculation = await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();

        // Activating and calculating leave a receipt each.
        var all = place.Receiver.At("/all").ToLookup(r => (string)JsonNode.Parse(r.Body)!["type"]!);
        Assert.Equal(2, all["receipt.created"].Count());
        var received = Assert.Single(all[WebhookPlace.Calculations]);
        Assert.Equal(2, all.Count);
        Assert.Equal(received.Id, Assert.Single(place.Receiver.At("/calculations")).Id);
        Assert.Empty(place.Receiver.At("/others"));
        Assert.True(IsSignedBy(secret, received, received.Signature));
        Assert.Equal("application/json", received.ContentType);
        var body = JsonNode.Parse(received.Body)!;
        Assert.Equal((WebhookPlace.Calculations, _home.Id, calculation), ((string)body["type"]!, (string)body["workspaceId"]!, (string)body["subject"]!));
        Assert.True(JsonNode.DeepEquals(await owner.GetJsonAsync($"/api/value/calculations/{calculation}"), body["data"]), received.Body);
    }

    [Fact]
    public async Task The_log_shows_what_was_sent_and_what_came_back()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/teapot");
        place.Receiver.Status("/teapot", 418);
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();

        var delivery = Assert.Single(await WebhookPlace.LogAsync(owner, endpoint))!;
        var attempt = Assert.Single(delivery["attempts"]!.AsArray())!;
        Assert.Equal(("pending", 1, 418, "answer 418"), ((string)delivery["state"]!, (int)delivery["tries"]!, (int)attempt["status"]!, (string)attempt["response"]!));
        Assert.Equal(Assert.Single(place.Receiver.At("/teapot")).Body, (string)delivery["payload"]!);
        Assert.True((long)attempt["milliseconds"]! >= 0);
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_five_minutes_half_an_hour_and_two_hours_and_has_then_failed()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/down");
        place.Receiver.Status("/down", 500);
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        for (var tries = 1; tries < 4; tries++) await place.AttemptAsync(_home.Id, (await WebhookPlace.LogAsync(owner, endpoint))[0]!, tries);

        Assert.Collection(place.Waits.For(endpoint).Where(w => w > 0), w => Assert.InRange(w, 300, 330), w => Assert.InRange(w, 1500, 1650), w => Assert.InRange(w, 5400, 5940));
        var delivery = Assert.Single(await WebhookPlace.LogAsync(owner, endpoint, "&state=failed"))!;
        Assert.Equal(("failed", 4, null), ((string)delivery["state"]!, (int)delivery["tries"]!, (string?)delivery["nextAttemptAt"]));
        var sent = place.Receiver.At("/down");
        Assert.Equal(4, sent.Count);
        Assert.Single(sent.Select(s => s.Id).Distinct());
        Assert.Single(sent.Select(s => s.Body).Distinct());
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_late_does_nothing()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/once");
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        var delivery = (await WebhookPlace.LogAsync(owner, endpoint))[0]!;
        await place.AttemptAsync(_home.Id, delivery, 0);
        await place.AttemptAsync(_home.Id, delivery, 1);
        Assert.Single(place.Receiver.At("/once"));
    }

    [Fact]
    public async Task A_receiver_that_asks_to_be_spared_is_given_up_to_twice_the_time()
    {
        var owner = await _home.OwnerAsync();
        var (patient, _) = await place.EndpointAsync(owner, "/patient");
        var (greedy, _) = await place.EndpointAsync(owner, "/greedy");
        place.Receiver.Status("/patient", 429, ("Retry-After", "400"));
        place.Receiver.Status("/greedy", 503, ("Retry-After", "86400"));
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        Assert.InRange(place.Waits.For(patient)[^1], 400, 430);
        Assert.InRange(place.Waits.For(greedy)[^1], 600, 630);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/moved");
        place.Receiver.Status("/moved", 302, ("Location", place.Receiver.Url("/elsewhere")));
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        Assert.Equal(302, (int)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["attempts"]![0]!["status"]!);
        Assert.Empty(place.Receiver.At("/elsewhere"));
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_has_failed()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/hanging");
        place.Receiver.Answers["/hanging"] = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        var attempt = (await WebhookPlace.LogAsync(owner, endpoint))[0]!["attempts"]![0]!;
        Assert.Null(attempt["status"]);
        Assert.Equal("No answer in time.", (string)attempt["error"]!);
    }

    [Fact]
    public async Task An_endpoint_that_answers_410_is_switched_off_and_its_owners_are_told()
    {
        var owner = await place.App.SignUpAsync();
        var (endpoint, _) = await place.EndpointAsync(owner.Client, "/gone");
        place.Receiver.Status("/gone", 410);
        await WebhookPlace.HappenAsync(owner.Client);
        await place.SettleAsync();
        await place.SettleAsync();

        var shown = await owner.Client.GetJsonAsync($"/api/webhooks/endpoints/{endpoint}");
        Assert.Equal((false, "gone"), ((bool)shown["enabled"]!, (string)shown["disabledBecause"]!));
        Assert.Equal("failed", (string)(await WebhookPlace.LogAsync(owner.Client, endpoint))[0]!["state"]!);
        Assert.Contains(await Mails.ToAsync(place.App, owner.Email), m => m.Subject == "A webhook endpoint was switched off");
        Assert.Single(await place.App.AuditAsync(AuditScope.Workspace(owner.WorkspaceId), "webhooks.endpoint_given_up"));
        await owner.Client.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/test", new { }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task After_five_failures_an_endpoint_is_left_alone_for_a_while()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/broken");
        place.Receiver.Status("/broken", 500);
        for (var i = 0; i < 6; i++)
        {
            await owner.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/test", new { }, HttpStatusCode.Accepted);
            await place.SettleAsync();
        }

        Assert.Equal(5, place.Receiver.At("/broken").Count);
        Assert.Equal(0, (int)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["tries"]!);
        Assert.InRange(place.Waits.For(endpoint)[^1], 25, 35);
    }

    [Fact]
    public async Task A_replay_has_the_same_id_and_begins_the_schedule_anew()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/again");
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        var delivery = (await WebhookPlace.LogAsync(owner, endpoint))[0]!;
        var replayed = await owner.PostJsonAsync($"/api/webhooks/deliveries/{(string)delivery["id"]!}/replay", new { }, HttpStatusCode.Accepted);
        Assert.Equal("pending", (string)replayed["state"]!);
        await owner.PostJsonAsync($"/api/webhooks/deliveries/{(string)delivery["id"]!}/replay", new { }, HttpStatusCode.Conflict);
        await place.AttemptAsync(_home.Id, delivery, 1);

        Assert.Single(await place.App.AuditAsync(AuditScope.Workspace(_home.Id), "webhooks.delivery_replayed"));
        Assert.Equal(2, place.Receiver.At("/again").Count);
        Assert.Single(place.Receiver.At("/again").Select(r => r.Id).Distinct());
        Assert.Equal("delivered", (string)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["state"]!);
    }

    [Fact]
    public async Task All_that_failed_in_a_stretch_of_time_is_sent_again()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/back");
        place.Receiver.Status("/back", 500);
        await WebhookPlace.HappenAsync(owner);
        await place.SettleAsync();
        for (var tries = 1; tries < 4; tries++) await place.AttemptAsync(_home.Id, (await WebhookPlace.LogAsync(owner, endpoint))[0]!, tries);
        place.Receiver.Status("/back", 200);

        var past = new { endpointId = endpoint, from = "2020-01-01T00:00:00Z", to = "2020-02-01T00:00:00Z" };
        await owner.PostJsonAsync("/api/webhooks/deliveries/replay", past, HttpStatusCode.Accepted);
        await place.SettleAsync();
        Assert.Equal("failed", (string)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["state"]!);

        await owner.PostJsonAsync("/api/webhooks/deliveries/replay", new { endpointId = endpoint, from = "2020-01-01T00:00:00Z" }, HttpStatusCode.Accepted);
        await place.SettleAsync();
        await place.AttemptAsync(_home.Id, (await WebhookPlace.LogAsync(owner, endpoint))[0]!, 4);
        Assert.Equal("delivered", (string)(await WebhookPlace.LogAsync(owner, endpoint))[0]!["state"]!);
        Assert.Empty(await WebhookPlace.LogAsync(owner, endpoint, "&state=failed"));
    }

    [Fact]
    public async Task Where_order_matters_an_event_waits_for_the_one_before_and_is_held_back_by_it_three_tries_at_most()
    {
        var owner = await _home.OwnerAsync();
        var (endpoint, _) = await place.EndpointAsync(owner, "/ordered", ordered: true);
        place.Receiver.Status("/ordered", 500);
        var first = (string)(await owner.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/test", new { }, HttpStatusCode.Accepted))["eventId"]!;
        var second = (string)(await owner.PostJsonAsync($"/api/webhooks/endpoints/{endpoint}/test", new { }, HttpStatusCode.Accepted))["eventId"]!;
        await place.SettleAsync();

        Assert.All(place.Receiver.At("/ordered"), r => Assert.Equal(first, r.Id));
        Assert.Single(place.Receiver.At("/ordered"));
        Assert.InRange(place.Waits.For(endpoint).Max(), 20, 40);
        Assert.Equal([second, first], (await WebhookPlace.LogAsync(owner, endpoint)).Select(d => (string)d!["eventId"]!));
    }

    private static bool IsSignedBy(string secret, Received received, string signature)
    {
        var signed = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{received.Id}.{received.Timestamp}.{received.Body}"));
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Timestamp, CultureInfo.InvariantCulture));
        return age.Duration() < TimeSpan.FromMinutes(5) && signature.Split(' ').Contains("v1," + Convert.ToBase64String(signed));
    }
}
