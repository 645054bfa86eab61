using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Calculations;
using Artisan.Platform.Ids;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

public sealed class ValueFeesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly DateTimeOffset January = new(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Workplace _place = new(shared.App);
    private readonly IValueFees _fees = shared.App.Services.GetServices<IValueFees>().Single();

    [Fact]
    public async Task Each_period_has_one_fee_that_of_its_newest_calculation_and_none_where_that_is_not_to_be_billed()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350", "1997-01-10T12:00:00Z"), Definitions.Point("b", "600", "1997-02-10T12:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        await Definitions.RunAsync(owner, id, "1997-01");
        await Definitions.RunAsync(owner, id, "1997-02");
        Assert.Equal([0, 0], (await SinceAsync(DateTimeOffset.UnixEpoch)).Select(f => f.AmountMinor));

        var january = await ApprovedAsync(id, January, 5_000);
        await ApprovedAsync(id, January.AddMonths(1), 10_000);
        var corrected = await ApprovedAsync(id, January.AddMonths(1), 9_000);
        var fees = (await SinceAsync(DateTimeOffset.UnixEpoch)).OrderBy(f => f.From).ToList();
        Assert.Equal([(january, 5_000L, "1997-01"), (corrected, 9_000L, "1997-02")], fees.Select(f => (f.ReceiptId, f.AmountMinor, f.Period)));
        Assert.All(fees, f => Assert.Equal((id, "Monthly revenue", "USD"), (f.DefinitionId, f.Description, f.Currency)));
        Assert.Equal((January, January.AddMonths(1)), (fees[0].From, fees[0].To));

        // Asked for what was written since the last of them, nobody reads the others again.
        Assert.Equal([corrected], (await SinceAsync(fees[1].WrittenAt)).Select(f => f.ReceiptId));
        Assert.Empty(await SinceAsync(fees[1].WrittenAt.AddMilliseconds(1)));
    }

    [Theory]
    [InlineData("JPY", "50", 50)]
    [InlineData("USD", "50.00", 5_000)]
    [InlineData("KWD", "50.000", 50_000)]
    public async Task A_fee_has_the_digits_of_its_currencys_minor_unit(string currency, string fee, long minorUnits)
    {
        var place = new Workplace(shared.App);
        var owner = await place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350", "1997-01-10T12:00:00Z"));
        var terms = new JsonObject { ["terms"] = new JsonObject { ["currency"] = currency, ["unitPrice"] = "1", ["share"] = "0.2" } };
        var calculation = await Definitions.RunAsync(owner, await Definitions.ActivateAsync(owner, Definitions.Body(with: terms)), "1997-01");
        Assert.Equal((fee, minorUnits, currency), ((string)calculation["fee"]!, (long)calculation["feeMinorUnits"]!, (string)calculation["currency"]!));
    }

    private Task<IReadOnlyList<ValueFee>> SinceAsync(DateTimeOffset since) => _fees.WrittenSinceAsync(_place.Id, since, CancellationToken.None);

    // What an approved version would have calculated; answers its receipt.
    private async Task<string> ApprovedAsync(string definition, DateTimeOffset from, long fee)
    {
        var newest = (await CalculationRows.NewestAsync(_place.Rows, definition, from, CancellationToken.None))!;
        var name = $"{from:yyyyMM}-{newest.Number}";
        var calculation = newest.Calculation with { Id = $"calc_{UlidIds.Of(TimeProvider.System.GetUtcNow().AddSeconds(newest.Number).AddMonths(from.Month), name)}", ReceiptId = $"rcp_{name}", Billable = true, SelfActivated = false, FeeMinorUnits = fee };
        await CalculationRows.Insert(_place.Rows.Change(), _place.Rows, new StoredCalculation(calculation, newest.Number + 1, name)).CommitAsync(CancellationToken.None);
        return calculation.ReceiptId;
    }
}
