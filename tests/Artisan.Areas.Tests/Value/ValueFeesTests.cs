using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Calculations;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

public sealed class ValueFeesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly DateTimeOffset January = new(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Workplace _place = new(shared.App);
    private readonly IValueFees _fees = shared.App.Services.GetServices<IValueFees>().Single();

    [Fact]
    public async Task Only_billable_calculations_have_fees_each_period_once_with_its_newest()
    {
        var owner = await _place.OwnerAsync();
        await Definitions.PushAsync(owner, Definitions.Point("a", "350", "1997-01-10T12:00:00Z"), Definitions.Point("b", "600", "1997-02-10T12:00:00Z"));
        var id = await Definitions.ActivateAsync(owner);
        await Definitions.RunAsync(owner, id, "1997-01");
        await Definitions.RunAsync(owner, id, "1997-02");
        Assert.Empty(await InAsync(January, January.AddMonths(6)));

        var january = await ApprovedAsync(id, January, 5_000);
        var february = await ApprovedAsync(id, January.AddMonths(1), 10_000);
        var corrected = await ApprovedAsync(id, January.AddMonths(1), 9_000);
        var fee = Assert.Single(await InAsync(January, January.AddMonths(6)));
        Assert.Equal((id, "Monthly revenue", 14_000L, "USD"), (fee.DefinitionId, fee.Description, fee.AmountMinor, fee.Currency));
        Assert.Equal([january, corrected], fee.ReceiptIds);
        Assert.DoesNotContain(february, fee.ReceiptIds);

        // A period counts where its end lies: the end of January is the first instant of February.
        Assert.Empty(await InAsync(January, January.AddMonths(1)));
        Assert.Equal([january], Assert.Single(await InAsync(January.AddMonths(1), January.AddMonths(2))).ReceiptIds);
        Assert.Equal([corrected], Assert.Single(await InAsync(January.AddMonths(2), January.AddMonths(3))).ReceiptIds);
    }

    private Task<IReadOnlyList<ValueFee>> InAsync(DateTimeOffset from, DateTimeOffset to) => _fees.InPeriodAsync(_place.Id, from, to, CancellationToken.None);

    // What an approved version would have calculated; answers its receipt.
    private async Task<string> ApprovedAsync(string definition, DateTimeOffset from, long fee)
    {
        var newest = (await CalculationRows.NewestAsync(_place.Rows, definition, from, CancellationToken.None))!;
        var name = $"{from:yyyyMM}-{newest.Number}";
        var calculation = newest.Calculation with { Id = $"calc_{name}", ReceiptId = $"rcp_{name}", Billable = true, SelfActivated = false, FeeMinorUnits = fee };
        await CalculationRows.Insert(_place.Rows.Change(), _place.Rows, new StoredCalculation(calculation, newest.Number + 1, name)).CommitAsync(CancellationToken.None);
        return calculation.ReceiptId;
    }
}
