using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Invoices;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Platform.Audit;
using Artisan.Platform.Payments;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Billing.Life;

public sealed class InvoicesTests(BillingApp shared) : IClassFixture<BillingApp>
{
    private const string Start = "2027-04-10T10:00:00Z";

    [Fact]
    public async Task The_receipt_of_an_invoice_states_the_hash_of_the_file_that_its_pdf_carries()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await shared.App.SettleAsync();
        var invoice = Assert.Single(await life.InvoicesAsync());
        var receipt = await life.Client.GetJsonAsync($"/api/receipts/{invoice["receiptId"]}");
        var body = JsonNode.Parse((string)receipt["statement"]!)!["body"]!;

        using var answer = await life.Client.GetAsync(new Uri($"/api/billing/invoices/{invoice["id"]}/pdf", UriKind.Relative));
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        var pdf = await answer.Content.ReadAsByteArrayAsync();
        var attached = Streams(pdf).Single(s => s.Length > 0 && s[0] == '{');
        Assert.Equal((string?)body["document"], Convert.ToHexStringLower(SHA256.HashData(attached)));
        Assert.Equal((string?)invoice["number"], (string?)JsonNode.Parse(attached)!["number"]);
        Assert.Equal(pdf, await life.Client.GetByteArrayAsync(new Uri($"/api/billing/invoices/{invoice["id"]}/pdf", UriKind.Relative)));
    }

    [Fact]
    public void A_long_invoice_goes_on_on_further_pages_and_keeps_every_character()
    {
        var lines = Enumerable.Range(1, 120).Select(i => new BillLine
        {
            Kind = InvoiceLineKind.Value,
            Description = $"Zażółć gęślą jaźń {i} Ωμέγα — Ёлка and a descriptionwithoutanyblankthatislongerthanthecolumnhasroomfor",
            AmountMinor = i * 100,
            From = DateTimeOffset.UnixEpoch,
            To = DateTimeOffset.UnixEpoch.AddDays(31),
            Receipts = [.. Enumerable.Range(0, i % 10).Select(n => $"rcp_{i:D13}{n:D13}")],
        }).ToList();
        var invoice = new Invoice
        {
            Id = "inv_01jd000000000000000000000a",
            Number = "INV-TEST-000001",
            Status = InvoiceStatus.Open,
            Provider = Artisan.Areas.Billing.Subscriptions.BillingProvider.Embedded,
            Currency = "EUR",
            BillTo = "Überall & Söhne <script> GmbH (日本)",
            CreatedAt = DateTimeOffset.UnixEpoch,
            PeriodStart = DateTimeOffset.UnixEpoch,
            PeriodEnd = DateTimeOffset.UnixEpoch.AddDays(31),
            FinalizedAt = DateTimeOffset.UnixEpoch,
            ReceiptId = "rcp_01jd000000000000000000000a",
            SignerKid = "kid",
            TaxRatePpm = 77_000,
            Discounts = [new Discount("Spring", 100_000)],
        };
        invoice = invoice.Totalled(InvoiceMaths.Total(lines, invoice.Discounts, invoice.TaxRatePpm, 700));
        var pdf = InvoicePdf.Render("ws_01jd000000000000000000000a", invoice, new Uri("https://app.artisan.test"));
        Assert.Equal(pdf, InvoicePdf.Render("ws_01jd000000000000000000000a", invoice, new Uri("https://app.artisan.test")));
        var text = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-1.7", text, StringComparison.Ordinal);
        Assert.True(text.Split("/Type /Page ").Length > 5);
        Assert.True(pdf.Length < 200_000, $"{pdf.Length} bytes");
        // Every object is where the table of objects says.
        var table = int.Parse(text.Split("startxref\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (offset, index) in text[table..].Split('\n').Skip(3).TakeWhile(l => l.EndsWith(" n ", StringComparison.Ordinal)).Select((l, i) => (int.Parse(l[..10], System.Globalization.CultureInfo.InvariantCulture), i)))
        {
            Assert.StartsWith($"{index + 1} 0 obj", text[offset..(offset + 20)], StringComparison.Ordinal);
        }

        Assert.Contains(Streams(pdf), s => Encoding.ASCII.GetString(s) is var map && map.Contains("beginbfchar", StringComparison.Ordinal) && map.Contains("<0401>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credit_notes_take_back_what_was_paid_and_never_more()
    {
        var life = await shared.LifeAsync(Start);
        await life.TrialAsync();
        await life.AgreeAsync(s => s with { TaxRatePpm = 190_000 });
        await life.SubscribeAsync("starter", "pm_card_visa");
        var id = (string)Assert.Single(await life.InvoicesAsync())["id"]!;
        var notes = shared.App.Services.GetRequiredService<IssueCreditNote>();
        async Task<CreditNoteResponse?> TakeAsync(long amount) =>
            (await notes.RunAsync(life.WorkspaceId, id, new CreditNoteRequest(amount, "We were down"), AuditActor.Admin("adm_1"), CancellationToken.None)).Value;

        // 58.31 with 9.31 of tax: thirds, and the rest.
        var taken = new[] { await TakeAsync(1944), await TakeAsync(1944), await TakeAsync(1943) };
        Assert.Null(await TakeAsync(1));
        Assert.Equal(931, taken.Sum(n => n!.TaxMinor));
        Assert.Equal(["000001", "000002", "000003"], taken.Select(n => n!.Number[^6..]));
        Assert.Equal(3, (await shared.App.AuditAsync(AuditScope.Workspace(life.WorkspaceId), "billing.credit_note.issued")).Count);
        Assert.Equal(5831, (long)(await life.CurrentAsync())["creditBalanceMinor"]!);
        var invoice = await life.Client.GetJsonAsync($"/api/billing/invoices/{id}");
        Assert.Equal("paid 5831 5831 3", $"{invoice["status"]} {invoice["totalMinor"]} {invoice["creditedMinor"]} {invoice["creditNotes"]!.AsArray().Count}");

        await life.SubscribeAsync("professional");
        var upgrade = (await life.InvoicesAsync())[^1];
        Assert.Equal((5831, (long)upgrade["totalMinor"]! - 5831), ((long)upgrade["creditMinor"]!, (long)upgrade["dueMinor"]!));
        await shared.App.SettleAsync();
        Assert.NotNull(await shared.App.Services.GetRequiredService<IReceiptLog>().FindAsync(life.WorkspaceId, taken[0]!.ReceiptId, CancellationToken.None));
    }

    [Fact]
    public async Task Ten_credit_notes_at_once_are_together_no_more_than_the_invoice()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        var id = (string)Assert.Single(await life.InvoicesAsync())["id"]!;
        var notes = shared.App.Services.GetRequiredService<IssueCreditNote>();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => notes.RunAsync(life.WorkspaceId, id, new CreditNoteRequest(1_500, "Twice"), AuditActor.Admin("adm_1"), CancellationToken.None)));
        Assert.Equal(3, outcomes.Count(o => o.Fault is null));
        Assert.Equal([1, 2, 3], outcomes.Where(o => o.Fault is null).Select(o => int.Parse(o.Value!.Number[^6..], System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task A_credit_note_over_an_open_invoice_voids_it_and_ends_the_dunning()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await life.UntilAsync("2027-05-11T00:00:00Z");
        Assert.Equal("starter past_due", await life.StateAsync());
        var open = (await life.InvoicesAsync())[^1];
        Assert.Equal("open 4900", $"{open["status"]} {open["outstandingMinor"]}");
        Assert.Equal("billing.payment_overdue", (string?)(await life.SubscribeAsync("professional", "pm_card_visa", HttpStatusCode.Conflict))["code"]);
        await app.Services.GetRequiredService<IssueCreditNote>().RunAsync(life.WorkspaceId, (string)open["id"]!, new CreditNoteRequest(4_900, "Goodwill"), AuditActor.Admin("adm_1"), CancellationToken.None);
        Assert.Equal("starter active", await life.StateAsync());
        Assert.Equal("void 0", $"{(await life.InvoicesAsync())[^1]["status"]} {(await life.InvoicesAsync())[^1]["outstandingMinor"]}");
        await life.UntilAsync("2027-06-09T00:00:00Z");
        Assert.Equal("starter active", await life.StateAsync());
    }

    [Fact]
    public async Task Owners_are_written_to_about_money()
    {
        await using var app = await ArtisanApp.StartAsync();
        var life = await BillingLife.BeginAsync(app, Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await life.PayWithAsync("pm_card_chargeCustomerFail");
        await life.UntilAsync("2027-06-10T10:00:00Z");
        var subjects = await BillingMails.SubjectsAsync(app);
        Assert.Contains("You are on Starter", subjects);
        Assert.Equal(5, subjects.Count(s => s.StartsWith("Payment of invoice", StringComparison.Ordinal)));
        Assert.Equal(1, subjects.Count(s => s.EndsWith("is unpaid", StringComparison.Ordinal)));
        Assert.Equal(1, subjects.Count(s => s == "Your plan has ended"));
    }

    [Fact]
    public async Task What_was_paid_in_one_currency_does_not_pay_for_invoices_in_another()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        var dollars = (string)(await life.InvoicesAsync())[0]["id"]!;
        await life.UntilAsync("2027-04-12T10:00:00Z");
        await life.CancelAsync(now: true);
        await life.LiveInAsync("UTC", "JPY");
        await life.UntilAsync("2027-04-12T12:00:00Z");
        Assert.Equal("JPY", (string?)(await life.SubscribeAsync("starter"))["currency"]);

        var notes = shared.App.Services.GetRequiredService<IssueCreditNote>();
        var refused = await notes.RunAsync(life.WorkspaceId, dollars, new CreditNoteRequest(4_900, "Never used"), AuditActor.Admin("adm_1"), CancellationToken.None);
        Assert.Equal("billing.credit_in_other_currency", refused.Fault!.Code);
        Assert.Equal(0, (long)(await life.CurrentAsync())["creditBalanceMinor"]!);
    }

    [Fact]
    public async Task The_export_of_a_workspace_holds_its_invoices_and_its_usage()
    {
        var life = await shared.LifeAsync(Start);
        await life.SubscribeAsync("starter", "pm_card_visa");
        await shared.App.SettleAsync();
        await life.Client.PostJsonAsync("/api/billing/usage/track", new { id = "mail-1", metric = "emails_sent", quantity = 3, subject = "Shop 7" }, HttpStatusCode.Created);
        var begun = await life.Client.PostJsonAsync($"/api/workspaces/workspaces/{life.WorkspaceId}/export", new { }, HttpStatusCode.Accepted);
        await shared.App.SettleAsync();
        using var zip = new ZipArchive(await life.Client.GetStreamAsync(new Uri($"/api/workspaces/workspaces/{life.WorkspaceId}/exports/{begun["id"]}?format=zip", UriKind.Relative)));
        using var invoices = new StreamReader(zip.GetEntry("billing/invoices.jsonl")!.Open());
        var line = JsonNode.Parse((await invoices.ReadLineAsync())!)!;
        Assert.Equal("paid 4900 plan", $"{line["status"]} {line["totalMinor"]} {line["lines"]![0]!["kind"]}");
        Assert.NotNull(zip.GetEntry("billing/subscription.jsonl"));
        using var events = new StreamReader(zip.GetEntry("usage/events.jsonl")!.Open());
        var used = JsonNode.Parse((await events.ReadLineAsync())!)!;
        Assert.Equal("emails_sent 3 Shop 7", $"{used["metric"]} {used["quantity"]} {used["subject"]}");
        using var periods = new StreamReader(zip.GetEntry("usage/periods.jsonl")!.Open());
        Assert.Contains("emails_sent", await periods.ReadLineAsync(), StringComparison.Ordinal);
    }

    // The inflated streams of a file.
    private static List<byte[]> Streams(byte[] pdf)
    {
        var (streams, text) = (new List<byte[]>(), Encoding.Latin1.GetString(pdf));
        for (var at = text.IndexOf("stream\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\nstream\n", at + 1, StringComparison.Ordinal))
        {
            var start = text.IndexOf("stream\n", at, StringComparison.Ordinal) + 7;
            using var zip = new ZLibStream(new MemoryStream(pdf, start, text.IndexOf("\nendstream", start, StringComparison.Ordinal) - start), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            zip.CopyTo(plain);
            streams.Add(plain.ToArray());
        }

        return streams;
    }
}
