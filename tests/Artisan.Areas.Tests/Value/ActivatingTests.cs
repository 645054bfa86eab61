using System.Net;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

public sealed class ActivatingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task An_owner_who_activates_alone_gets_a_receipt_and_nothing_that_is_billed()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.CreateAsync(owner);
        var active = await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { version = 1 });
        Assert.Equal(1, (int)active["activeVersion"]!);
        Assert.Equal("active", (string?)active["latest"]!["state"]);
        Assert.True((bool)active["latest"]!["selfActivated"]!);

        var calculation = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.False((bool)calculation["billable"]!);
        Assert.True((bool)calculation["selfActivated"]!);
        await shared.App.SettleAsync();
        var receipts = (await owner.GetJsonAsync("/api/receipts"))["items"]!.AsArray();
        Assert.Contains("self-activated", receipts.Select(r => (string?)r!["kind"]));
        var proven = await owner.GetJsonAsync($"/api/receipts/{(string)calculation["receiptId"]!}");
        Assert.Contains("\"billable\":false", proven.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activating_again_changes_nothing()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        var before = await DefiningValueTests.EtagAsync(owner, id);
        await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        Assert.Equal(before, await DefiningValueTests.EtagAsync(owner, id));
    }

    [Fact]
    public async Task A_new_version_calculates_only_once_it_is_activated_and_retires_the_old_one()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "300", "1997-01-10T00:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body("sum(amount)"), HttpStatusCode.OK, ("If-Match", "*"));
        Assert.Equal("200", (string?)(await Definitions.RunAsync(owner, id, "1997-01"))["result"]);

        var active = await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { });
        Assert.Equal(["retired", "active"], active["versions"]!.AsArray().Select(v => (string?)v!["state"]));
        var again = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.Equal(("300", 2), ((string)again["result"]!, (int)again["version"]!));
        Assert.NotNull(again["replaces"]);
    }

    [Fact]
    public async Task Periods_of_a_definition_that_was_active_are_fixed()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        var problem = await owner.PutJsonAsync($"/api/value/definitions/{id}", Definitions.Body(with: new() { ["schedule"] = "weekly" }), HttpStatusCode.Conflict, ("If-Match", "*"));
        Assert.Equal("value.schedule_fixed", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_definition_without_a_price_cannot_be_activated()
    {
        var owner = await _place.OwnerAsync();
        var unpriced = Definitions.Body();
        unpriced.Remove("terms");
        var id = await Definitions.CreateAsync(owner, unpriced);
        Assert.Equal("value.price_missing", (string?)(await owner.PostJsonAsync($"/api/value/definitions/{id}/activate", new { }, HttpStatusCode.Conflict))["code"]);
        Assert.Equal("value.definition_not_active", (string?)(await Definitions.RunAsync(owner, id, "1997-01", HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task Nobody_but_an_owner_activates()
    {
        var id = await Definitions.CreateAsync(await _place.OwnerAsync());
        var admin = await _place.MemberAsync(Role.Admin, Hats.All);
        await admin.PostJsonAsync($"/api/value/definitions/{id}/activate", new { }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Changes_are_in_the_audit_trail()
    {
        var owner = await _place.OwnerAsync();
        var id = await Definitions.ActivateAsync(owner);
        await Definitions.RunAsync(owner, id, "1997-01");
        await shared.App.SettleAsync();
        var chain = shared.App.Services.GetRequiredService<AuditChain>();
        var page = await chain.ReadAsync(AuditScope.Workspace(_place.Id), 50, null, CancellationToken.None);
        Assert.Equal(["value.calculation.run", "value.definition.activated", "value.definition.created"], page.Entries.Select(r => r.Entry.Action).Order(StringComparer.Ordinal));
    }
}
