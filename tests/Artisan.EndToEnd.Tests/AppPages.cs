using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>What tests of the browser do on many pages.</summary>
internal static class AppPages
{
    public const string Password = "a long sentence that nobody guesses";

    public static string NewEmail() => $"browser-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}@example.com";

    /// <summary>Opens an account and a workspace by the pages, from the form to the mailed link.</summary>
    public static async Task SignUpAsync(this IPage page, RunningArtisan artisan, string email, string workspace)
    {
        await page.GotoAsync("/sign-up");
        await page.GetByLabel("Your name").FillAsync("Bea Browser");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Workspace").FillAsync(workspace);
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page.GetByText("Check your mail").First).ToBeVisibleAsync();
        await page.GotoAsync($"/verify#token={await Person.MailedTokenAsync(artisan, email)}");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
    }

    /// <summary>Fails with what axe finds in the page as it stands.</summary>
    public static async Task AccessibleAsync(this IPage page, string what)
    {
        // A page that is still loading has its skeletons instead of its heading.
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        var violations = await Browser.AxeAsync(page);
        Assert.True(violations.Length == 0, $"{what}:\n{violations}");
    }

    /// <summary>Fails where a page is wider than a phone's window; the window is as wide as before afterwards.</summary>
    public static async Task FitsAPhoneAsync(this IPage page, string what)
    {
        var before = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{what} is wider than a phone.");
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }
}
