using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Testing.Host;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Value;

public sealed class ProvingCalculationsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_workspace_calculates_in_its_own_zone_and_currency_and_its_receipt_can_be_calculated_again()
    {
        var owner = await shared.App.SignUpAsync();
        var workspace = $"/api/workspaces/workspaces/{owner.WorkspaceId}";
        using var settings = await owner.Client.GetAsync(new Uri(workspace, UriKind.Relative));
        await owner.Client.PutJsonAsync(workspace, new { name = "Example", timeZone = "Europe/Berlin", currency = "JPY" }, HttpStatusCode.OK, ("If-Match", settings.Headers.ETag!.ToString()));

        await Definitions.PushAsync(owner.Client, Definitions.Point("a", "1234.56", "1997-01-31T23:30:00Z"), Definitions.Point("b", "1000", "1997-01-31T22:30:00Z"));
        var body = Definitions.Body();
        body.Remove("timeZone");
        body["terms"] = new JsonObject { ["unitPrice"] = "1", ["share"] = "0.5" };
        var id = await Definitions.ActivateAsync(owner.Client, body);
        var calculation = await Definitions.RunAsync(owner.Client, id, "1997-02");
        Assert.Equal(("Europe/Berlin", "days", "1134.56", "JPY", "567"), ((string)calculation["timeZone"]!, (string)calculation["inputsKind"]!, (string)calculation["result"]!, (string)calculation["currency"]!, (string)calculation["fee"]!));

        await shared.App.SettleAsync();
        var receipt = await owner.Client.GetJsonAsync($"/api/receipts/{(string)calculation["receiptId"]!}");
        Assert.True(ReceiptStatement.TryParse(Encoding.UTF8.GetBytes((string)receipt["statement"]!), out var read, out var problem), problem);
        Assert.True(CalculationBody.TryRead(read!.Body, out var calculated));
        Assert.All(calculated!.Recompute(), check => Assert.Equal(CheckState.Passed, check.State));
        Assert.Equal((string?)calculation["id"], calculated.CalculationId);
        Assert.False(calculated.Billable);
    }

    [Fact]
    public async Task A_formula_that_reads_over_forty_fields_is_refused()
    {
        var owner = await new Workplace(shared.App).OwnerAsync();
        var formula = string.Join(" + ", Enumerable.Range(0, 41).Select(i => $"sum(field_{i})"));
        var problem = await owner.PostJsonAsync("/api/value/definitions", Definitions.Body(formula), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("formula.too_many_fields", (string?)problem["formulaCode"]);
    }

    [Fact]
    public async Task Points_with_fields_that_nobody_reads_do_not_make_a_calculation_larger()
    {
        var owner = await new Workplace(shared.App).OwnerAsync();
        await Definitions.PushAsync(owner, [.. Enumerable.Range(0, 90).Select(i => (object)new { source = "shop", id = $"p-{i}", time = "1997-01-10T00:00:00Z", fields = new Dictionary<string, string> { ["amount"] = "2", [$"note_{i}"] = "1" } })]);
        var id = await Definitions.ActivateAsync(owner);
        var calculation = await Definitions.RunAsync(owner, id, "1997-01");
        Assert.Equal("""{"amount":{"count":"90","sum":"180","min":"2","max":"2"}}""", calculation["totals"]!.ToJsonString());
    }
}
