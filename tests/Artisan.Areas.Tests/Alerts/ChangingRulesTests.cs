using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>What a workspace may say it wants to be alerted of.</summary>
public sealed class ChangingRulesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task Rules_are_replaced_as_a_whole_by_whoever_read_them()
    {
        var admin = await _place.MemberAsync(Role.Admin, Hats.None);
        using var first = await admin.GetAsync(new Uri("/api/alerts/rules", UriKind.Relative));
        var etag = first.Headers.ETag!.Tag;
        var rules = Alarms.Rules(Alarms.Rule("missing", new { source = "shop" }, "3"));
        Assert.Equal("request.if_match_required", (string?)(await admin.PutJsonAsync("/api/alerts/rules", rules, (HttpStatusCode)428))["code"]);
        var saved = await admin.PutJsonAsync("/api/alerts/rules", rules, HttpStatusCode.OK, ("If-Match", etag));
        var id = (string)saved["rules"]![0]!["id"]!;
        await admin.PutJsonAsync("/api/alerts/rules", rules, HttpStatusCode.PreconditionFailed, ("If-Match", etag));

        var kept = saved.DeepClone().AsObject();
        kept["rules"]![0]!["threshold"] = "5";
        Assert.Equal(id, (string?)(await Alarms.PutRulesAsync(admin, kept))["rules"]![0]!["id"]);
        Assert.Equal("5", (string?)(await admin.GetJsonAsync("/api/alerts/rules"))["rules"]![0]!["threshold"]);
    }

    public static TheoryData<string, string?, string?> Senseless => new()
    {
        { "above", null, "1" },
        { "above", """{"source":"shop"}""", "1" },
        { "above", """{"source":"shop","field":"amount"}""", null },
        { "above", """{"source":"shop","field":"amount"}""", "much" },
        { "change", """{"source":"shop","field":"amount"}""", "0" },
        { "missing", """{"source":"shop"}""", "1.5" },
        { "missing", null, "1" },
        { "missing", """{"source":"Shop!"}""", "1" },
        { "accuracy_below", null, "101" },
        { "source_failing", """{"source":"shop","field":"amount"}""", null },
        { "above", """{"definitionId":"def_01jd0000000000000000000000"}""", "1" },
        { "loud", """{"source":"shop"}""", "1" },
    };

    [Fact]
    public async Task A_rule_that_is_none_is_refused()
    {
        var rules = Alarms.Rules();
        rules["rules"] = new JsonArray((JsonNode?)null);
        await Alarms.PutRulesAsync(await _place.OwnerAsync(), rules, HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task A_rule_that_makes_no_sense_is_refused(string condition, string? on, string? threshold)
    {
        var owner = await _place.OwnerAsync();
        var rule = Alarms.Rule(condition, null, threshold);
        rule["on"] = on is null ? null : JsonNode.Parse(on);
        await Alarms.PutRulesAsync(owner, Alarms.Rules(rule), HttpStatusCode.BadRequest);
        Assert.Empty((await owner.GetJsonAsync("/api/alerts/rules"))["rules"]!.AsArray());
    }

    [Fact]
    public async Task A_definition_of_another_workspace_cannot_be_watched_or_tried()
    {
        var foreign = await Definitions.CreateAsync(await new Workplace(shared.App).OwnerAsync());
        var owner = await _place.OwnerAsync();
        await Alarms.PutRulesAsync(owner, Alarms.Rules(Alarms.Rule("above", new { definitionId = foreign }, "1")), HttpStatusCode.BadRequest);
        await owner.PostJsonAsync("/api/alerts/rules/backtest", new { condition = "above", on = new { definitionId = foreign }, threshold = "1" }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_rule_about_what_other_areas_find_sets_its_severity_or_silences_it()
    {
        var owner = await _place.OwnerAsync();
        var raise = Alarms.Raise(_place.Id, "source:shop", AlertSeverity.Info) with { Kind = AlertKinds.SourceFailing, On = new AlertSubject(Source: "shop") };
        await Alarms.PutRulesAsync(owner, Alarms.Rules(Alarms.Rule("source_failing", null, null, "critical")));
        await Alarms.TakeAsync(shared.App, raise);
        Assert.Equal("critical", (string?)Assert.Single(await Alarms.ListAsync(owner))["severity"]);

        var accuracy = Alarms.Raise(_place.Id, "accuracy", AlertSeverity.Warning) with { Kind = AlertKinds.AccuracyLow, Value = 84 };
        await Alarms.PutRulesAsync(owner, Alarms.Rules(Alarms.Rule("accuracy_below", null, "80")));
        await Alarms.TakeAsync(shared.App, accuracy);
        Assert.Single(await Alarms.ListAsync(owner));
        await Alarms.TakeAsync(shared.App, accuracy with { Value = 79.99m });
        Assert.Equal(2, (await Alarms.ListAsync(owner)).Count);
    }
}
