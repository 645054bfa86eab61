using System.Net;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Alerts;

/// <summary>What people may make of an alert.</summary>
public sealed class DecidingAlertsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_member_acknowledges_and_resolves_with_a_reason_and_saying_it_twice_changes_nothing()
    {
        var member = await _place.MemberAsync(Role.Member, Hats.None);
        var id = await Alarms.OpenAsync(shared.App, _place.Id, member);
        var first = await member.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { });
        var second = await member.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { });
        Assert.Equal((string?)first["acknowledgedAt"], (string?)second["acknowledgedAt"]);

        var resolved = await member.PostJsonAsync($"/api/alerts/{id}/resolve", new { reason = "The campaign explains it." });
        Assert.Equal(("resolved", "The campaign explains it."), ((string?)resolved["state"], (string?)resolved["resolution"]));
        await member.PostJsonAsync($"/api/alerts/{id}/resolve", new { reason = "The campaign explains it." });
        Assert.Equal("alerts.resolved", (string?)(await member.PostJsonAsync($"/api/alerts/{id}/resolve", new { reason = "Another." }, HttpStatusCode.Conflict))["code"]);
        await member.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { }, HttpStatusCode.Conflict);
        await member.PostJsonAsync($"/api/alerts/{id}/snooze", new { until = TimeProvider.System.GetUtcNow().AddHours(1) }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_critical_alert_is_resolved_and_snoozed_with_the_technical_hat_only()
    {
        var member = await _place.MemberAsync(Role.Member, Hats.Finance);
        var technical = await _place.MemberAsync(Role.Member, Hats.Technical);
        var id = await Alarms.OpenAsync(shared.App, _place.Id, member, AlertSeverity.Critical);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        await member.PostJsonAsync($"/api/alerts/{id}/acknowledge", new { });
        Assert.Equal("alerts.technical_needed", (string?)(await member.PostJsonAsync($"/api/alerts/{id}/resolve", new { reason = "Fine." }, HttpStatusCode.Forbidden))["code"]);
        await member.PostJsonAsync($"/api/alerts/{id}/snooze", new { until }, HttpStatusCode.Forbidden);
        Assert.Equal("snoozed", (string?)(await technical.PostJsonAsync($"/api/alerts/{id}/snooze", new { until }))["state"]);
        Assert.Equal("resolved", (string?)(await technical.PostJsonAsync($"/api/alerts/{id}/resolve", new { reason = "Fine." }))["state"]);
    }

    [Theory]
    [InlineData("resolve", """{"reason":""}""")]
    [InlineData("resolve", """{"reason":"   "}""")]
    [InlineData("resolve", "{}")]
    [InlineData("snooze", """{"until":"1999-01-01T00:00:00Z"}""")]
    [InlineData("snooze", """{"until":"2999-01-01T00:00:00Z"}""")]
    public async Task What_makes_no_sense_is_refused(string what, string body)
    {
        var owner = await _place.OwnerAsync();
        var id = await Alarms.OpenAsync(shared.App, _place.Id, owner);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await owner.PostAsync(new Uri($"/api/alerts/{id}/{what}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Fifty_people_who_resolve_at_once_resolve_it_once()
    {
        var owner = await _place.OwnerAsync();
        var id = await Alarms.OpenAsync(shared.App, _place.Id, owner);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var content = new StringContent($$"""{"reason":"Reason {{i}}"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await owner.PostAsync(new Uri($"/api/alerts/{id}/resolve", UriKind.Relative), content);
            return answer.StatusCode;
        }));
        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(a => a is HttpStatusCode.Conflict));
    }
}
