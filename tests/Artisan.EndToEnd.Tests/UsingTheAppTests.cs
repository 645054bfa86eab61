using Artisan.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>What a new user does in the browser: sign up, import a log, calculate, and verify a receipt there.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed class UsingTheAppTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] OtherPages =
    [
        "/approvals", "/go-live", "/value/accuracy", "/alerts", "/alerts/rules", "/webhooks",
        "/settings/profile", "/settings/security", "/settings/sessions", "/settings/api-keys", "/settings/team", "/settings/activity", "/settings/audit", "/settings/workspace", "/support",
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

        foreach (var path in OtherPages)
        {
            await page.GotoAsync(path);
            await page.AccessibleAsync(path);
            await page.FitsAPhoneAsync(path);
        }

        await NothingSecretIsKeptAsync(page);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task The_pages_before_signing_in_fit_any_window_and_scheme(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(artisan.Address, width, scheme);
        foreach (var path in new[] { "/sign-in", "/sign-up", "/forgot", "/reset", "/reset#token=a.b", "/confirm-address#token=a.b", "/invitations/accept", "/docs", "/verify" })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than a window of {width}.");
            await page.AccessibleAsync($"{path} at {width} {scheme}");
        }
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
