using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>Which channels a workspace may have, in an app that reaches only the public internet.</summary>
public sealed class ChangingChannelsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    public static TheoryData<string, string> Senseless => new()
    {
        { """{"kind":"pigeon","name":"a","severities":["info"],"enabled":true}""", "channels[0].kind" },
        { """{"kind":"slack","name":"a","severities":["info"],"enabled":true}""", "channels[0].secret" },
        { """{"kind":"slack","name":"a","severities":["loud"],"enabled":true,"secret":"https://93.184.215.14/x"}""", "channels[0].severities" },
        { """{"kind":"slack","name":"a","severities":[],"enabled":true,"secret":"https://93.184.215.14/x"}""", "channels[0].severities" },
        { """{"kind":"slack","name":"a","severities":["info"],"enabled":true,"secret":"not an address"}""", "channels[0].secret" },
        { """{"kind":"slack","name":"a","severities":["info"],"enabled":true,"secret":"http://93.184.215.14/x"}""", "channels[0].secret" },
        { """{"kind":"slack","name":"a","severities":["info"],"enabled":true,"secret":"https://169.254.169.254/x"}""", "channels[0].secret" },
        { """{"kind":"slack","name":"a","severities":["info"],"enabled":true,"secret":"https://[::ffff:10.0.0.1]/x"}""", "channels[0].secret" },
        { """{"kind":"webhook","name":"a","severities":["info"],"enabled":true,"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""", "channels[0].address" },
        { """{"kind":"webhook","name":"a","severities":["info"],"enabled":true,"secret":"short","address":"https://93.184.215.14/"}""", "channels[0].secret" },
        { """{"kind":"webhook","name":"a","severities":["info"],"enabled":true,"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","address":"https://localhost/"}""", "channels[0].address" },
        { """{"kind":"webhook","name":"a","severities":["info"],"enabled":true,"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","address":"https://2130706433/"}""", "channels[0].address" },
        { """{"kind":"pagerduty","name":"a","severities":["info"],"enabled":true,"secret":"short"}""", "channels[0].secret" },
        { """{"kind":"pagerduty","name":"a","severities":["info"],"enabled":true,"secret":"0123456789abcdef0123456789abcdef","account":"mars"}""", "channels[0].account" },
        { """{"kind":"sms","name":"a","severities":["info"],"enabled":true,"secret":"0123456789abcdef0123456789abcdef","from":"+15005550006","to":"+4915112345678"}""", "channels[0].account" },
        { """{"kind":"sms","name":"a","severities":["info"],"enabled":true,"secret":"0123456789abcdef0123456789abcdef","account":"AC0123456789abcdef0123456789abcdef","from":"+15005550006","to":"112"}""", "channels[0].to" },
        { """{"kind":"email","name":"a","severities":["info"],"enabled":true,"users":[]}""", "channels[0].users" },
        { """{"kind":"email","name":"a","severities":["info"],"enabled":true,"users":["usr_01jd0000000000000000000000"]}""", "channels[0].users" },
        { """{"kind":"email","name":"a","severities":["info"],"enabled":true,"id":"chn_01jd0000000000000000000000"}""", "channels[0].id" },
        { "null", "channels" },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task A_channel_that_makes_no_sense_or_leads_inside_is_refused(string channel, string field)
    {
        var owner = await shared.App.SignUpAsync();
        var rules = Alarms.Rules();
        rules["channels"] = new JsonArray(JsonNode.Parse(channel));
        var problem = await Alarms.PutRulesAsync(owner.Client, rules, HttpStatusCode.BadRequest);
        Assert.Contains(problem["errors"]!.AsObject(), e => e.Key == field);
        Assert.Empty((await owner.Client.GetJsonAsync("/api/alerts/rules"))["channels"]!.AsArray());
    }

    [Fact]
    public async Task A_key_that_is_left_out_stays_and_channels_that_are_not_spoken_of_stay_too()
    {
        var owner = await shared.App.SignUpAsync();
        var made = (await ChannelPlace.SaveAsync(owner.Client, new JsonObject
        {
            ["kind"] = "pagerduty",
            ["name"] = "Pager",
            ["severities"] = new JsonArray("critical"),
            ["enabled"] = true,
            ["secret"] = "0123456789abcdef0123456789abcdef",
        }))[0]!.AsObject();
        Assert.Equal("…cdef", (string?)made["hint"]);
        await Alarms.PutRulesAsync(owner.Client, Alarms.Rules());

        var renamed = made.DeepClone().AsObject();
        foreach (var shown in new[] { "hint", "latest" }) renamed.Remove(shown);
        renamed["name"] = "Night shift";
        var saved = (await ChannelPlace.SaveAsync(owner.Client, renamed))[0]!;
        Assert.Equal(((string?)made["id"], "Night shift", "…cdef"), ((string?)saved["id"], (string?)saved["name"], (string?)saved["hint"]));

        renamed["kind"] = "slack";
        await Alarms.PutRulesAsync(owner.Client, ChannelPlace.Rules(renamed), HttpStatusCode.BadRequest);
        Assert.Empty(await ChannelPlace.SaveAsync(owner.Client));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Client.PostAsync(new Uri($"/api/alerts/channels/{(string)made["id"]!}/test", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task Members_are_written_to_by_e_mail_and_those_who_have_left_are_not()
    {
        var owner = await shared.App.SignUpAsync();
        var member = await shared.App.JoinAsync(owner, "member");
        await ChannelPlace.SaveAsync(owner.Client, new JsonObject
        {
            ["kind"] = "email",
            ["name"] = "On call",
            ["severities"] = new JsonArray("warning"),
            ["enabled"] = true,
            ["users"] = new JsonArray(member.UserId),
        });
        var alert = await Alarms.OpenAsync(shared.App, owner.WorkspaceId, owner.Client);
        await shared.App.SettleAsync();
        Assert.Equal(["email opened delivered 1"], await ChannelPlace.ToldAsync(owner.Client, alert));
        Assert.Equal(1, await MailsAsync(member.Email));

        using var gone = await owner.Client.DeleteAsync(new Uri($"/api/workspaces/workspaces/{owner.WorkspaceId}/members/{member.UserId}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        await owner.Client.PostJsonAsync($"/api/alerts/{alert}/resolve", new { reason = "Over." });
        var next = await Alarms.OpenAsync(shared.App, owner.WorkspaceId, owner.Client);
        await shared.App.SettleAsync();
        Assert.Equal(["email opened failed 1"], await ChannelPlace.ToldAsync(owner.Client, next));
        Assert.Equal(1, await MailsAsync(member.Email));
    }

    [Theory]
    [InlineData("email", "text/plain")]
    [InlineData("slack", "application/json")]
    [InlineData("pagerduty", "application/json")]
    [InlineData("sms", "text/plain")]
    [InlineData("webhook", "application/json")]
    public async Task A_preview_shows_what_a_channel_would_be_told(string kind, string type)
    {
        var owner = await shared.App.SignUpAsync();
        var shown = await owner.Client.PostJsonAsync("/api/alerts/channels/preview", new { kind, severity = "warning" });
        Assert.Equal(type, (string?)shown["contentType"]);
        Assert.Contains("This is a test of the channel", (string?)shown["body"], StringComparison.Ordinal);
        Assert.Contains("/alerts?alert=alt_", (string?)shown["body"], StringComparison.Ordinal);
        Assert.Equal(kind == "email" ? "[warning] This is a test of the channel" : null, (string?)shown["subject"]);
    }

    private async Task<int> MailsAsync(string to)
    {
        var found = 0;
        await foreach (var row in StorageClients.Create(shared.App.ConnectionString).Tables.GetTableClient("platform").QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
            found += row.GetString("to") == to && row.GetString("subject")!.StartsWith('[') ? 1 : 0;
        return found;
    }
}
