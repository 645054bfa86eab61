using System.Collections.Immutable;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Tests.Billing.Invoices;

public sealed class UsageLinesTests
{
    private const long Micro = PeriodLimits.Micro;

    private static readonly PlanCatalog Plans = new();
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5_000, null)]
    [InlineData(5_001, 0L)]
    [InlineData(5_003, 1L)]
    [InlineData(6_000, 200L)]
    [InlineData(12_345, 1_469L)]
    public void What_lies_beyond_a_soft_limit_costs_its_part_of_the_price(long used, long? cost)
    {
        // 5,000 are in the plan, 1,000 more cost 2.00.
        var lines = Lines(Usage(0, used));
        if (cost is null) Assert.Empty(lines);
        else Assert.Equal((cost.Value, $"{used - 5_000}", InvoiceLineKind.Overage), (lines[0].AmountMinor, lines[0].Quantity, lines[0].Kind));
    }

    [Fact]
    public void A_hard_limit_and_an_unlimited_metric_cost_nothing()
    {
        Assert.Empty(Lines(Usage(0, 9_000) is var usage ? usage.With("emails_sent", usage["emails_sent"] with { Soft = false }) : null!));
        Assert.Empty(Lines(Usage(0, 9_000) is var free ? free.With("emails_sent", free["emails_sent"] with { Limit = null }) : null!));
    }

    [Fact]
    public void What_came_late_costs_what_its_own_period_would_have_cost_more_once()
    {
        // May used 4,900 of 5,000; 300 more were reported in June and 700 more in July: 200 and 700 of them lie beyond the limit.
        var may = Usage(0, 4_900);
        var june = Late(Usage(1, 10), May, 300);
        var july = Late(Usage(2, 10), May, 700);
        var first = Assert.Single(Lines(june, may));
        var second = Assert.Single(Lines(july, may, june));
        Assert.Equal(("200", 40L, May, InvoiceLineKind.LateUsage), (first.Quantity, first.AmountMinor, first.From, first.Kind));
        Assert.Equal(("700", 140L), (second.Quantity, second.AmountMinor));
        // As if all had come in time.
        Assert.Equal(Lines(Usage(0, 5_900))[0].AmountMinor, first.AmountMinor + second.AmountMinor);
    }

    [Fact]
    public void What_came_late_within_its_limit_or_for_a_period_that_nobody_knows_costs_nothing()
    {
        Assert.Empty(Lines(Late(Usage(1, 10), May, 100), Usage(0, 4_900)));
        Assert.Empty(Lines(Late(Usage(1, 10), May.AddMonths(-5), 100_000), Usage(0, 4_900)));
    }

    private static IReadOnlyList<BillLine> Lines(PeriodUsage usage, params PeriodUsage[] earlier) => UsageLines.Of(usage, earlier, Plans["starter"], Plans, "USD");

    private static PeriodUsage Usage(int month, long used)
    {
        var usage = new PeriodUsage { Period = new BillingPeriod(month, May.AddMonths(month), May.AddMonths(month + 1)), TimeZone = "UTC" };
        return usage.With("emails_sent", new MetricUsage { Used = used * Micro, Limit = 5_000 * Micro, Soft = true });
    }

    private static PeriodUsage Late(PeriodUsage usage, DateTimeOffset origin, long units) =>
        usage.With("emails_sent", usage["emails_sent"] with { Late = ImmutableSortedDictionary<string, long>.Empty.Add(PeriodUsage.Name(origin), units * Micro) });
}
