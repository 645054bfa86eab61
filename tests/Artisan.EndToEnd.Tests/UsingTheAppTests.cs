using Artisan.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>What a new user does in the browser: sign up, import a log, calculate, and verify a receipt there.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed class UsingTheAppTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    // With nothing in them yet; with much in them every page is looked at by the four people.
    private static readonly string[] EmptyPages = ["/approvals", "/value/accuracy", "/alerts", "/alerts/rules", "/webhooks", "/notifications", "/settings/api-keys", "/support"];

    private static readonly string[] PagesForStrangers =
    [
        "/sign-in", "/sign-up", "/forgot", "/reset", "/reset#token=a.b", "/verify", "/confirm-address#token=a.b", "/invitations/accept", "/unsubscribe#token=a.b", "/docs",
    ];

    [Fact]
    public async Task A_new_user_signs_up_imports_a_log_and_verifies_a_receipt_in_the_browser()
    {
        var page = await browser.OpenAsync(artisan.Address);
        await page.SignUpAsync(artisan, AppPages.NewEmail(), "Browser shop");
        await page.AccessibleAsync("dashboard of a new workspace");

        await page.GotoAsync("/value/definitions/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Monthly revenue");
        await page.GetByLabel("Source", new() { Exact = true }).FillAsync("shop");
        await page.GetByLabel("Formula", new() { Exact = true }).FillAsync("sum(amount)");
        await page.GetByLabel("First period begins on").FillAsync("1997-01-01");
        await page.AccessibleAsync("new definition");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        var definition = page.Url;

        await page.GotoAsync("/value/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(Repository.Root, "docs", "samples", "purchases.txt"));
        await page.AccessibleAsync("column mapping");
        await page.GetByLabel("Source", new() { Exact = true }).FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(page.GetByText("751").First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.GotoAsync(definition);
        await page.GetByLabel("From month").FillAsync("1997-01");
        await page.GetByLabel("To month").FillAsync("1997-03");
        await page.GetByRole(AriaRole.Button, new() { Name = "Calculate" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "receipt" }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.GotoAsync("/receipts");
        await page.AccessibleAsync("receipts");
        await page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();
        var verify = page.GetByRole(AriaRole.Button, new() { Name = "Verify in this browser" });
        await Expect(verify).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await verify.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Checks" })).ToBeVisibleAsync();
        await page.AccessibleAsync("verified receipt");

        foreach (var path in EmptyPages)
        {
            await page.LooksRightAsync(path);
        }

        await NothingSecretIsKeptAsync(page);
    }

    [Fact]
    public async Task Every_page_before_signing_in_looks_right_in_both_schemes_on_a_desk_and_on_a_phone()
    {
        var page = await browser.OpenAsync(artisan.Address);
        foreach (var path in PagesForStrangers) await page.LooksRightAsync(path);
        AppRoutes.AllIn(PagesForStrangers, AppRoutes.ForStrangers());
    }

    // Access token and password live in memory only; the refresh token in a cookie that scripts cannot read.
    private static async Task NothingSecretIsKeptAsync(IPage page)
    {
        var kept = await page.EvaluateAsync<string>("async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, await indexedDB.databases(), document.documentElement.outerHTML])");
        Assert.DoesNotContain("eyJ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(AppPages.Password, kept, StringComparison.Ordinal);
        Assert.DoesNotContain("artisan-refresh", kept, StringComparison.Ordinal);
        var cookie = Assert.Single(await page.Context.CookiesAsync(), c => c.Name == "__Host-artisan-refresh");
        Assert.True(cookie is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Strict, Path: "/" });
    }
}
