using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>
/// The whole job, by the people who share it: an owner sets up and defines, finance, technical and executive agree after a round of changes, billing goes live, and
/// three months later each invoice leads to receipts that anybody verifies without Artisan.
/// </summary>
[Collection(RunningArtisanCollection.Name)]
public sealed partial class FourPeopleTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    private const string Shop = "Record shop";
    private const string Definition = "Records sold";
    private const decimal Share = 0.2m;
    private const decimal AgreedCap = 1_000m;

    private readonly PurchaseFile _log = PurchaseFile.Open();
    private readonly string _ownersEmail = AppPages.NewEmail();
    private string _approval = "";

    [Fact]
    public async Task A_log_becomes_three_invoices_that_four_people_agreed_to_and_anybody_verifies()
    {
        await using var clock = new TestClock(artisan);
        await clock.FreezeAsync("1998-04-03T09:00:00Z");
        var owner = await browser.OpenAsync(artisan.Address);
        await owner.SignUpAsync(artisan, _ownersEmail, Shop);
        await SubscribeAsync(owner);
        var finance = await JoinAsync(owner, "Fay Fees", "Finance");
        var technical = await JoinAsync(owner, "Tom Tech", "Technical");
        var executive = await JoinAsync(owner, "Eve Exec", "Executive");

        await ImportAsync(owner);
        await SetUpAsync(owner);
        await DefineAsync(owner);
        await AgreeAsync(owner, finance, technical, executive);
        await clock.AdvanceAsync("PT2H");
        await TellWhatIsRightAsync(finance.Page);
        await GoLiveAsync(owner);
        var more = await WatchAsync();
        await clock.ToAsync("1998-07-05T09:00:00Z");

        await CheckInvoicesAsync(finance.Page);
        await LookAtEveryPageAsync(owner, [_approval, .. more]);
        await VerifyOfflineAsync(owner);
    }

    private static async Task SubscribeAsync(IPage owner)
    {
        await owner.GotoAsync("/billing?plan=starter");
        var dialog = owner.GetByRole(AriaRole.Dialog, new() { Name = "Subscribe to Starter" });
        await dialog.GetByLabel("Visa ending in 4242").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Pay and subscribe" }).ClickAsync();
        await Expect(owner.GetByText("The workspace is on Starter now.")).ToBeVisibleAsync();
    }

    // A viewer with one hat: what finance, technical or executive do needs no more.
    private async Task<Colleague> JoinAsync(IPage owner, string name, string hat)
    {
        var email = AppPages.NewEmail();
        await owner.GotoAsync("/settings/team");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).First.ClickAsync();
        var dialog = owner.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("E-mail").FillAsync(email);
        await dialog.GetByLabel("Role").SelectOptionAsync("viewer");
        await dialog.GetByLabel(hat).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        await Expect(owner.GetByText($"The invitation is on its way to {email}.")).ToBeVisibleAsync();

        var page = await browser.OpenAsync(artisan.Address);
        await page.GotoAsync(await Mails.LinkAsync(artisan, email, "/invitations/accept"));
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(AppPages.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account and join" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
        return new Colleague(page, email);
    }

    private async Task ImportAsync(IPage owner)
    {
        await owner.GotoAsync("/value/import");
        await owner.Locator("input[type=file]").SetInputFilesAsync(_log.Path);
        await owner.GetByLabel("Source", new() { Exact = true }).FillAsync("records");
        await owner.GetByLabel($"Field name of Column {_log.Columns}").FillAsync("amount");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(owner.GetByText("All rows are in.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(owner.GetByText(_log.Purchases.ToString("N0", CultureInfo.InvariantCulture)).First).ToBeVisibleAsync();
    }

    private async Task SetUpAsync(IPage owner)
    {
        await owner.GotoAsync("/setup");
        await owner.GetByRole(AriaRole.Radio, new() { NameRegex = UploadedFile() }).CheckAsync();
        await StepAsync(owner, "Data source");
        await owner.GetByLabel("Name of the source").FillAsync("records");
        await StepAsync(owner, "Metrics");
        await owner.GetByLabel("What is measured").FillAsync(Definition);
        await owner.GetByLabel("Measure", new() { Exact = true }).FillAsync("sum(amount)");
        await StepAsync(owner, "Baseline");
        await owner.GetByLabel("Method").SelectOptionAsync("median");
        await owner.GetByLabel("Reference from").FillAsync("1997-01-01");
        await owner.GetByLabel("Up to, not including").FillAsync("1998-01-01");
        await StepAsync(owner, "Testing");
        await owner.GetByLabel("From", new() { Exact = true }).FillAsync("1998-03-01");
        await owner.GetByLabel("Up to, not including").FillAsync("1998-04-01");
        await owner.GetByLabel("Figure you know").FillAsync(Text(_log.Sold("1998-03")));
        await owner.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Complete the set-up" }).ClickAsync();
        await owner.GetByRole(AriaRole.Link, new() { Name = "make a definition from it" }).ClickAsync();
    }

    // Saves and checks a step, and goes on to the next one once it is right.
    private static async Task StepAsync(IPage owner, string next)
    {
        await owner.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await owner.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = next, Exact = true }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex($"^\\d\\. {next}$") })).ToBeVisibleAsync();
    }

    private static async Task DefineAsync(IPage owner)
    {
        await Expect(owner.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync(Definition);
        await Expect(owner.GetByLabel("First period begins on")).ToHaveValueAsync("1998-01-01");
        await owner.GetByLabel("Formula", new() { Exact = true }).FillAsync("max(0, sum(amount) - 0.5 * baseline)");
        await owner.GetByLabel("Share in %").FillAsync("20");
        await owner.GetByLabel("Cap").FillAsync("9000");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Create draft" }).ClickAsync();
        foreach (var name in new[] { "Fay Fees", "Tom Tech", "Eve Exec" }) await Expect(owner.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Submit version 1" }).ClickAsync();
        await Expect(owner.GetByText("This version waits for finance.")).ToBeVisibleAsync();
    }

    private async Task AgreeAsync(IPage owner, Colleague finance, Colleague technical, Colleague executive)
    {
        // By the link in the mail, as people do.
        _approval = await Mails.LinkAsync(artisan, finance.Email, "/approvals/");
        await finance.Page.GotoAsync(_approval);
        await finance.Page.GetByLabel("Comment").FillAsync("The cap is too high: 1,000 a month.");
        await finance.Page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await Expect(finance.Page.GetByText("changes requested").First).ToBeVisibleAsync();

        await owner.GotoAsync(await Mails.LinkAsync(artisan, _ownersEmail, "/approvals/"));
        await Expect(owner.GetByText("The cap is too high: 1,000 a month.").First).ToBeVisibleAsync();
        await owner.GetByRole(AriaRole.Link, new() { Name = "Change the definition" }).ClickAsync();
        await owner.GetByLabel("Cap").FillAsync(Text(AgreedCap));
        await owner.GetByRole(AriaRole.Button, new() { Name = "Save version 2" }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Submit version 2" }).ClickAsync();
        await Expect(owner.GetByText("This version waits for finance.")).ToBeVisibleAsync();

        foreach (var (who, decision) in new[] { (finance, "Approve"), (technical, "Approve"), (executive, "Sign off") })
        {
            await who.Page.GotoAsync(await Mails.LinkAsync(artisan, who.Email, "/approvals/"));
            await Expect(who.Page.GetByText("cap $1,000.00")).ToBeVisibleAsync();
            await who.Page.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true }).ClickAsync();
            await Expect(who.Page.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true })).ToBeHiddenAsync();
        }

        await owner.GotoAsync(_approval);
        await Expect(owner.GetByText("Signed off by finance, technical and executive")).ToBeVisibleAsync();
        await owner.GetByRole(AriaRole.Link, new() { Name = "Version 2" }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Activate version 2" }).ClickAsync();
        await owner.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await Expect(owner.GetByText("Version 2 calculates")).ToBeVisibleAsync();
    }

    // What the books say of the first three months; one of them a little off.
    private async Task TellWhatIsRightAsync(IPage finance)
    {
        await finance.GotoAsync("/value/accuracy");
        foreach (var (month, name, off) in new[] { ("1998-01", "Jan 1998", 0m), ("1998-02", "Feb 1998", 0m), ("1998-03", "Mar 1998", 10m) })
        {
            await finance.GetByLabel("Period").SelectOptionAsync(month);
            await finance.GetByLabel("Known result").FillAsync(Text(_log.Result(month) + off));
            await finance.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Expect(finance.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name })).ToBeVisibleAsync();
        }
    }

    private static async Task GoLiveAsync(IPage owner)
    {
        await owner.GotoAsync("/go-live");
        await Expect(owner.GetByText("all green")).ToBeVisibleAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Go live" }).ClickAsync();
        await owner.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Go live" }).ClickAsync();
        await Expect(owner.GetByText("Value has been billed since")).ToBeVisibleAsync();
    }

    private async Task CheckInvoicesAsync(IPage finance)
    {
        foreach (var (at, month) in new[] { (1, "1998-06"), (2, "1998-05"), (3, "1998-04") })
        {
            await finance.GotoAsync("/billing");
            await finance.GetByRole(AriaRole.Table, new() { Name = "Invoices" }).GetByRole(AriaRole.Row).Nth(at).GetByRole(AriaRole.Link).ClickAsync();
            var line = finance.GetByRole(AriaRole.Table, new() { Name = "Lines of the invoice" }).GetByRole(AriaRole.Row).Filter(new() { HasText = Definition });
            await Expect(line).ToContainTextAsync((_log.FeeMinor(month, Share, AgreedCap) / 100m).ToString("$#,##0.00", CultureInfo.InvariantCulture));
            await line.GetByRole(AriaRole.Link).ClickAsync();
            await Expect(finance.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(Definition);
            await finance.GetByRole(AriaRole.Button, new() { Name = "Verify in this browser" }).ClickAsync();
            await Expect(finance.GetByRole(AriaRole.Heading, new() { Name = "Checks" })).ToBeVisibleAsync();
        }
    }

    private static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    [GeneratedRegex("file", RegexOptions.IgnoreCase)]
    private static partial Regex UploadedFile();

    private sealed record Colleague(IPage Page, string Email);
}
