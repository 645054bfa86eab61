using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

/// <summary>The set-up wizard in the browser, from a source to a step that says what is missing.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed class SettingUpTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Steps_are_saved_checked_and_come_back_to()
    {
        var page = await browser.OpenAsync(artisan.Address);
        await page.SignUpAsync(artisan, AppPages.NewEmail(), "Set-up shop");
        await page.GotoAsync("/setup");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Your own system" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Data source not begun") }).ClickAsync();
        await page.GetByLabel("Name of the source").FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await Expect(page.GetByText("No data point has come to the source shop yet.").First).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.GetByLabel("Name of the source")).ToHaveValueAsync("shop");
        foreach (var step in new[] { "api-integration", "data-source", "metrics-config", "baseline", "testing" })
        {
            await page.GotoAsync($"/setup?step={step}");
            await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Steps of the set-up" })).ToBeVisibleAsync();
            await page.LooksRightHereAsync(step);
        }
    }
}
