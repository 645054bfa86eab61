using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>What tests of the browser do on many pages.</summary>
internal static class AppPages
{
    public const string Password = "a long sentence that nobody guesses";

    // In an order that changes one thing at a time, and ends as it began.
    private static readonly (int Width, ColorScheme Scheme)[] Looks = [(1280, ColorScheme.Dark), (360, ColorScheme.Dark), (360, ColorScheme.Light), (1280, ColorScheme.Light)];

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

    /// <summary>Opens a page once and fails with what axe finds, or where it is wider than its window, in light and dark, on a desk and on a phone.</summary>
    public static async Task LooksRightAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.LooksRightHereAsync(path);
    }

    /// <summary>The same for the page as it stands; window and scheme are as before afterwards.</summary>
    public static async Task LooksRightHereAsync(this IPage page, string what)
    {
        var before = page.ViewportSize!;
        await Expect(page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(page.Locator("main .skeleton")).ToHaveCountAsync(0);
        foreach (var (width, scheme) in Looks)
        {
            if (page.ViewportSize!.Width != width) await page.SetViewportSizeAsync(width, before.Height);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // What a scheme changes is colour and nothing else: one of the two is asked everything, the other one what depends on colours.
            var violations = await Browser.AxeAsync(page, coloursOnly: scheme is ColorScheme.Dark);
            Assert.True(violations.Length == 0, $"{what} at {width}, {scheme}:\n{violations}");
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{what} is wider than a window of {width}.");
        }

        await page.SetViewportSizeAsync(before.Width, before.Height);
    }
}
