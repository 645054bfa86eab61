using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class BillingValueTests(ValueBillingApp shared) : IClassFixture<ValueBillingApp>
{
    private const string Start = "2027-01-31T10:00:00Z";

    [Fact]
    public async Task Fees_stand_on_the_invoice_of_the_period_in_which_theirs_ended_with_the_receipts_that_prove_them()
    {
        var life = await LiveAsync();
        var one = Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-15T00:00:00Z", 1_000);
        var two = Write(life, "saved", "2027-02-15T00:00:00Z", "2027-02-28T00:00:00Z", 234);
        var next = Write(life, "saved", "2027-02-28T00:00:00Z", "2027-03-01T00:00:00Z", 55);
        shared.Fees.Write(life.WorkspaceId, "gespart", "2027-02-01T00:00:00Z", "2027-02-15T00:00:00Z", 5_678, "EUR");
        await life.UntilAsync("2027-03-01T12:00:00Z");
        Assert.Equal(["plan 4900 ", $"value 1234 {one},{two}"], await LinesAsync(life));
        await life.UntilAsync("2027-04-01T12:00:00Z");
        Assert.Equal(["plan 4900 ", $"value 55 {next}"], await LinesAsync(life));
        await life.UntilAsync("2027-05-01T12:00:00Z");
        Assert.Equal(["plan 4900 "], await LinesAsync(life));
    }

    [Fact]
    public async Task A_correction_after_the_invoice_is_charged_or_credited_with_the_next_one_and_names_both_receipts()
    {
        var life = await LiveAsync();
        string[] first = [Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_000), Write(life, "kept", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 800)];
        await life.UntilAsync("2027-03-01T12:00:00Z");
        string[] second = [Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_250), Write(life, "kept", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 500)];
        await life.UntilAsync("2027-04-01T12:00:00Z");
        Assert.Equal(["plan 4900 ", $"value 250 {first[0]},{second[0]}", $"value -300 {first[1]},{second[1]}"], await LinesAsync(life));

        // Corrected twice before the next invoice: what counts is the last, against what was billed.
        Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 9_999);
        var third = Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_200);
        await life.UntilAsync("2027-05-01T12:00:00Z");
        Assert.Equal(["plan 4900 ", $"value -50 {second[0]},{third}"], await LinesAsync(life));
        Assert.Equal("saved, 2027-02-01 corrected", (string?)(await life.InvoiceAsync((await life.InvoicesAsync())[^1]))["lines"]![1]!["description"]);
    }

    [Fact]
    public async Task What_is_credited_beyond_an_invoice_pays_the_next_ones()
    {
        var life = await LiveAsync();
        Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 60_000);
        await life.UntilAsync("2027-03-01T12:00:00Z");
        Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 0);
        await life.UntilAsync("2027-04-01T12:00:00Z");
        var credited = (await life.InvoicesAsync())[^1];
        Assert.Equal("paid -55100 0", $"{credited["status"]} {credited["totalMinor"]} {credited["dueMinor"]}");
        Assert.Equal(55_100, (long)(await life.CurrentAsync())["creditBalanceMinor"]!);
        await life.UntilAsync("2027-05-01T12:00:00Z");
        Assert.Equal("4900 4900 0", Sums((await life.InvoicesAsync())[^1]));
    }

    [Fact]
    public async Task Only_what_ended_while_value_was_billed_is_billed()
    {
        var life = await shared.LifeAsync(Start);
        var switches = shared.App.Services.GetRequiredService<IValueBilling>();
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.UntilAsync("2027-02-10T00:00:00Z");
        await switches.EnableAsync(life.WorkspaceId, "on", (_, _) => default, CancellationToken.None);
        Write(life, "saved", "2027-02-08T00:00:00Z", "2027-02-10T00:00:00Z", 1);
        Write(life, "saved", "2027-02-09T00:00:00Z", "2027-02-11T00:00:00Z", 20);
        await switches.PauseFromNextPeriodAsync(life.WorkspaceId, "off", (_, _) => default, CancellationToken.None);
        Write(life, "saved", "2027-02-27T00:00:00Z", "2027-02-28T10:00:00Z", 300);
        Write(life, "saved", "2027-02-28T10:00:00Z", "2027-02-28T11:00:00Z", 4_000);
        await life.UntilAsync("2027-03-05T00:00:00Z");
        Assert.Equal("value 320", (await LinesAsync(life))[1][..9]);

        await switches.ResumeAsync(life.WorkspaceId, "on again", (_, _) => default, CancellationToken.None);
        Write(life, "saved", "2027-03-04T00:00:00Z", "2027-03-05T00:00:00Z", 50_000);
        // A period that was billed before the pause is corrected all the same.
        Write(life, "saved", "2027-02-09T00:00:00Z", "2027-02-11T00:00:00Z", 27);
        Write(life, "saved", "2027-03-05T00:00:00Z", "2027-03-06T00:00:00Z", 600_000);
        await life.UntilAsync("2027-04-01T12:00:00Z");
        Assert.Equal(["value 600000", "value 7"], (await LinesAsync(life)).Skip(1).Select(l => l[..l.LastIndexOf(' ')]));
    }

    [Fact]
    public async Task A_workspace_on_free_is_billed_for_value_alone()
    {
        var life = await shared.LifeAsync(Start);
        await life.PayWithAsync("pm_card_visa");
        await shared.App.Services.GetRequiredService<IValueBilling>().EnableAsync(life.WorkspaceId, "on", (_, _) => default, CancellationToken.None);
        var period = await life.CurrentAsync();
        var end = (DateTimeOffset)period["periodEnd"]!;
        Write(life, "saved", $"{end.AddDays(-2):O}", $"{end.AddDays(-1):O}", 700);
        await life.UntilAsync($"{end.AddHours(2):O}");
        Assert.Equal("value 700", Assert.Single(await LinesAsync(life))[..9]);
        Assert.Equal("paid", (string?)(await life.InvoicesAsync())[^1]["status"]);
    }

    [Fact]
    public async Task Hundreds_of_periods_have_one_line_each_few_hundred_receipts()
    {
        var life = await LiveAsync();
        var start = BillingLife.Instant("2027-02-01T00:00:00Z");
        for (var hour = 0; hour < 500; hour++) Write(life, "hourly", $"{start.AddHours(hour):O}", $"{start.AddHours(hour + 1):O}", hour);
        await life.UntilAsync("2027-03-01T12:00:00Z");
        var lines = (await life.InvoiceAsync((await life.InvoicesAsync())[^1]))["lines"]!.AsArray().Skip(1).ToList();
        Assert.Equal([400, 99], lines.Select(l => l!["receipts"]!.AsArray().Count));
        Assert.Equal(499 * 500 / 2, lines.Sum(l => (long)l!["amountMinor"]!));
    }

    [Fact]
    public async Task What_does_not_fit_into_one_transaction_goes_on_the_next_invoice()
    {
        var life = await LiveAsync();
        for (var i = 0; i < 70; i++) Write(life, $"d{i:D2}", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 100);
        await life.UntilAsync("2027-03-01T12:00:00Z");
        Assert.Equal(60, (await LinesAsync(life)).Count - 1);
        await life.UntilAsync("2027-04-01T12:00:00Z");
        Assert.Equal(10, (await LinesAsync(life)).Count - 1);
        await life.UntilAsync("2027-05-01T12:00:00Z");
        Assert.Empty((await LinesAsync(life)).Skip(1));
    }

    [Fact]
    public async Task Ten_finalisers_at_once_bill_each_fee_once()
    {
        var life = await LiveAsync();
        Write(life, "saved", "2027-02-01T00:00:00Z", "2027-02-10T00:00:00Z", 1_000);
        shared.App.BusinessClock.Set(BillingLife.Instant("2027-02-28T12:00:00Z"), running: false);
        var step = shared.App.Services.GetRequiredService<StepSubscription>();
        var work = new QueueMessage<DueWork>("m", new DueWork(Agenda.Renewals, life.WorkspaceId, "sub", shared.App.BusinessClock.Now));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => step.HandleAsync(work, CancellationToken.None)));
        Assert.Equal(["4900", "5900"], (await life.InvoicesAsync()).Select(i => $"{i["totalMinor"]}"));
    }

    private async Task<BillingLife> LiveAsync()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await shared.App.Services.GetRequiredService<IValueBilling>().EnableAsync(life.WorkspaceId, "golive", (_, _) => default, CancellationToken.None);
        return life;
    }

    private string Write(BillingLife life, string definition, string from, string to, long amount) => shared.Fees.Write(life.WorkspaceId, definition, from, to, amount);

    private static async Task<IReadOnlyList<string>> LinesAsync(BillingLife life) =>
        [.. (await life.InvoiceAsync((await life.InvoicesAsync())[^1]))["lines"]!.AsArray().Select(l => $"{l!["kind"]} {l["amountMinor"]} {string.Join(',', l["receipts"]!.AsArray().Select(r => (string)r!))}")];

    private static string Sums(JsonNode invoice) => $"{invoice["totalMinor"]} {invoice["creditMinor"]} {invoice["dueMinor"]}";
}

/// <summary>An app whose value fees a test writes itself.</summary>
public sealed class ValueBillingApp : IAsyncLifetime
{
    internal ScriptedFees Fees { get; } = new();

    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IValueFees>(Fees));

    public async Task DisposeAsync() => await App.DisposeAsync();

    internal Task<BillingLife> LifeAsync(string at) => BillingLife.BeginAsync(App, at);
}
