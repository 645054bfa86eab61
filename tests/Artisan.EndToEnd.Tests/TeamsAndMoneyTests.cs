using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>A team that grows out of the Free plan, in the browser: invitations, limits, a card, a change in the middle of a month, and the bill of the next one.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed partial class TeamsAndMoneyTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_team_grows_out_of_Free_pays_and_verifies_its_invoice()
    {
        var page = await browser.OpenAsync(artisan.Address);
        await page.SignUpAsync(artisan, AppPages.NewEmail(), "Growing shop");
        await using var clock = new TestClock(artisan);

        await InviteAndJoinAsync(page);
        await SeeThatSeatsAreTakenAsync(page);

        using var program = await CreateProgramAsync(page);
        Assert.Equal(HttpStatusCode.Created, (await TrackAsync(program, "first", 100)).Status);
        var refusal = await TrackAsync(program, "second", 1);
        Assert.Equal(HttpStatusCode.PaymentRequired, refusal.Status);
        Assert.Equal("billing.limit_reached", (string?)refusal.Body["code"]);

        await SubscribeToWhatIsOfferedAsync(page);
        Assert.Equal(HttpStatusCode.Created, (await TrackAsync(program, "second", 1)).Status);

        await clock.AdvanceAsync("P10D");
        await UpgradeAsync(page);
        await CheckTheProratedInvoiceAsync(page);

        await clock.AdvanceAsync("P25D");
        await page.GotoAsync("/billing");
        var renewal = page.GetByRole(AriaRole.Table, new() { Name = "Invoices" }).GetByRole(AriaRole.Row).Nth(1);
        await Expect(renewal).ToContainTextAsync("$299.00", new() { Timeout = 30_000 });
        await Expect(renewal).ToContainTextAsync("paid");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Invoices" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
        await renewal.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText("Professional, one month")).ToBeVisibleAsync();
    }

    private async Task InviteAndJoinAsync(IPage page)
    {
        var guest = AppPages.NewEmail();
        await page.GotoAsync("/settings/team");
        await InviteAsync(page, guest);
        await Expect(page.GetByText($"The invitation is on its way to {guest}.")).ToBeVisibleAsync();

        var other = await browser.OpenAsync(artisan.Address);
        await other.GotoAsync($"/invitations/accept#token={await Person.MailedTokenAsync(artisan, guest)}");
        await other.GetByLabel("Your name").FillAsync("Gus Guest");
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync(AppPages.Password);
        await other.AccessibleAsync("invitation");
        await other.GetByRole(AriaRole.Button, new() { Name = "Create account and join" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Button, new() { NameRegex = MembersWorkspace() })).ToBeVisibleAsync();

        await other.GotoAsync("/billing");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Choose Starter" })).ToBeDisabledAsync();
        await Expect(other.GetByText("Admins and members with the finance hat read the invoices.")).ToBeVisibleAsync();
        await other.Context.CloseAsync();
    }

    private static async Task SeeThatSeatsAreTakenAsync(IPage page)
    {
        await page.ReloadAsync();
        await Expect(page.GetByText("2 of 2 seats taken")).ToBeVisibleAsync();
        await InviteAsync(page, AppPages.NewEmail());
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your plan allows 2 seats");
        await page.AccessibleAsync("upgrade offer");
        await dialog.GetByRole(AriaRole.Link, new() { Name = "See Starter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Subscribe to Starter" })).ToBeVisibleAsync();
    }

    private static async Task InviteAsync(IPage page, string email)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
    }

    // A program of the workspace's own, with a key that was made on the page.
    private async Task<HttpClient> CreateProgramAsync(IPage page)
    {
        await page.GotoAsync("/settings/api-keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Mailer");
        await dialog.GetByLabel("Track usage").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var key = await dialog.GetByLabel("The new key").InnerTextAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have stored it" }).ClickAsync();
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = artisan.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        return http;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> TrackAsync(HttpClient program, string id, int quantity)
    {
        // With a length, which a Functions host needs.
        using var body = new StringContent(JsonSerializer.Serialize(new { id, metric = "emails_sent", quantity }), Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync(new Uri("/api/billing/usage/track", UriKind.Relative), body);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task SubscribeToWhatIsOfferedAsync(IPage page)
    {
        await page.GotoAsync("/billing");
        var emails = page.Locator("[data-metric=emails_sent]");
        await Expect(emails).ToContainTextAsync("limit reached");
        await page.LooksRightHereAsync("billing on Free");
        await emails.GetByRole(AriaRole.Link, new() { Name = "See Starter" }).ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Subscribe to Starter" });
        await Expect(dialog.GetByRole(AriaRole.Row, new() { Name = "Due now" })).ToContainTextAsync("$49.00");
        await page.AccessibleAsync("what a plan costs");
        await dialog.GetByLabel("Visa ending in 0002").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Pay and subscribe" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("declined");
        await dialog.GetByLabel("Visa ending in 4242").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Pay and subscribe" }).ClickAsync();
        await Expect(page.GetByText("The workspace is on Starter now.")).ToBeVisibleAsync();
        await Expect(emails).ToContainTextAsync("of 5,000");
    }

    // By the keyboard alone, from the card of the plan to the payment.
    private static async Task UpgradeAsync(IPage page)
    {
        await page.GotoAsync("/billing");
        var upgrade = page.GetByRole(AriaRole.Button, new() { Name = "Upgrade to Professional" });
        await upgrade.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Subscribe to Professional" });
        await Expect(dialog.GetByText("Unused time of Starter")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await upgrade.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var pay = dialog.GetByRole(AriaRole.Button, new() { Name = "Pay and subscribe" });
        await Expect(pay).ToBeEnabledAsync();
        for (var i = 0; i < 20 && !await pay.EvaluateAsync<bool>("button => button === document.activeElement"); i++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("The workspace is on Professional now.")).ToBeVisibleAsync();
    }

    private async Task CheckTheProratedInvoiceAsync(IPage page)
    {
        var list = page.GetByRole(AriaRole.Table, new() { Name = "Invoices" });
        await Expect(list.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await list.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).ClickAsync();
        var lines = page.GetByRole(AriaRole.Table, new() { Name = "Lines of the invoice" });
        await Expect(lines).ToContainTextAsync("Change of plan");
        await Expect(lines.GetByRole(AriaRole.Row).Filter(new() { HasText = "Unused time of Starter" })).ToContainTextAsync("−$");
        await page.LooksRightHereAsync("invoice");
        var number = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

        var pdf = Path.Combine(artisan.Scratch, $"{number}.pdf");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download PDF" }).ClickAsync());
        Assert.Equal($"{number}.pdf", download.SuggestedFilename);
        await download.SaveAsAsync(pdf);
        var data = InvoiceFile.ReadData(await File.ReadAllBytesAsync(pdf));
        Assert.Equal(number, (string?)data["number"]);

        await page.GetByRole(AriaRole.Link, new() { NameRegex = ReceiptId() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Invoice {number}" })).ToBeVisibleAsync();
        var bundle = Path.Combine(artisan.Scratch, $"{number}.receipt.json");
        var give = page.GetByRole(AriaRole.Button, new() { Name = "Download bundle" });
        await Expect(give).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await (await page.RunAndWaitForDownloadAsync(() => give.ClickAsync())).SaveAsAsync(bundle);
        await VerifyAsStrangerAsync(pdf, bundle);
        await page.GotoAsync("/billing");
    }

    // Who is handed the two files needs no account.
    private async Task VerifyAsStrangerAsync(string pdf, string bundle)
    {
        var page = await browser.OpenAsync(artisan.Address);
        await page.GotoAsync("/verify");
        await page.GetByLabel("Invoice file").SetInputFilesAsync(pdf);
        await Expect(page.GetByText("Now the receipt")).ToBeVisibleAsync();
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(bundle);
        await Expect(page.GetByText("It fits the receipt, but the signer is not known to you")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Trust this key from now on" }).ClickAsync();
        await Expect(page.GetByText("This is the invoice that was issued")).ToBeVisibleAsync();
        await page.AccessibleAsync("verified invoice");
        await page.Context.CloseAsync();
    }

    [GeneratedRegex("^rcp_")]
    private static partial Regex ReceiptId();

    [GeneratedRegex("^Workspace: Growing shop")]
    private static partial Regex MembersWorkspace();
}
