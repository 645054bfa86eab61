using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Artisan.EndToEnd.Tests;

[Collection(RunningArtisanCollection.Name)]
public sealed class AskingForHelpTests(RunningArtisan artisan, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_user_opens_a_ticket_with_a_file_writes_again_rates_and_closes_it_on_a_phone_in_the_dark()
    {
        var page = await browser.OpenAsync(artisan.Address, scheme: ColorScheme.Dark);
        await page.SignUpAsync(artisan, AppPages.NewEmail(), "Asking shop");
        await page.SetViewportSizeAsync(360, 740);
        await page.GotoAsync("/support");
        await page.AccessibleAsync("no ticket yet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open a ticket" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Subject").FillAsync("The export stops");
        await dialog.GetByLabel("What happened").FillAsync("At 80 %, see https://example.com/log.");
        await dialog.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "run.log", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("stopped") });
        await page.AccessibleAsync("opening a ticket");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The export stops" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "https://example.com/log" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download run.log" }).ClickAsync());
        Assert.Equal("run.log", download.SuggestedFilename);
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("It happened again.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByText("2 messages")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
        await page.AccessibleAsync("a ticket");

        await page.GetByRole(AriaRole.Button, new() { Name = "Close ticket" }).ClickAsync();
        await page.GetByLabel("4: Happy").CheckAsync();
        await page.AccessibleAsync("closing a ticket");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rate and close" }).ClickAsync();
        await Expect(page.GetByText("4 of 5, happy")).ToBeVisibleAsync();
        await page.AccessibleAsync("a closed ticket");
    }
}
