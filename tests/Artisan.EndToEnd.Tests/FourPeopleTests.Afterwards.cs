using System.Text;
using Microsoft.Playwright;

namespace Artisan.EndToEnd.Tests;

/// <summary>What is left when the three months are over: pages with much on them, and a file that proves everything.</summary>
public sealed partial class FourPeopleTests
{
    private static readonly string[] Pages =
    [
        "/", "/setup", "/setup?step=baseline", "/value/definitions", "/value/definitions/new", "/value/calculations", "/value/accuracy", "/value/import", "/approvals", "/go-live", "/alerts", "/alerts/rules",
        "/receipts", "/billing", "/support", "/webhooks", "/integrations", "/integrations/hubspot", "/notifications", "/settings/notifications", "/settings/profile", "/settings/security", "/settings/sessions", "/settings/api-keys", "/settings/team",
        "/settings/activity", "/settings/audit", "/settings/workspace",
    ];

    // What fills the other pages in three months: a rule that alerts, and a question. Answers the pages about one of them.
    private async Task<IReadOnlyList<string>> WatchAsync()
    {
        using var owner = await Person.SignInAsync(artisan, _ownersEmail, AppPages.Password);
        var definition = (string)(await owner.GetAsync("/api/value/definitions"))["items"]![0]!["id"]!;
        await owner.PutAsync("/api/alerts/rules", new
        {
            detector = new { enabled = true, sensitivity = "normal", severity = "warning" },
            rules = new[] { new { name = "Little is sold", condition = "below", on = new { definitionId = definition }, threshold = "1000000", severity = "warning", enabled = true } },
            email = new[] { "critical" },
            escalateAfterHours = 4,
        });
        var ticket = await owner.PostAsync("/api/support/tickets", new { subject = "When is the first invoice due?", text = "We went live today.", priority = "normal" });
        // Switched off, so that nothing leaves this machine; a literal address needs no name service.
        var added = await owner.PostAsync("/api/webhooks/endpoints", new { url = "https://93.184.215.14/hooks", description = "Books", enabled = false });
        return [$"/support/{ticket["id"]}", $"/webhooks/{added["endpoint"]!["id"]}", $"/value/definitions/{definition}"];
    }

    // One window for all of them: each page is opened once and looked at in every scheme and size.
    private async Task LookAtEveryPageAsync(IPage owner, IReadOnlyList<string> more)
    {
        using var person = await Person.SignInAsync(artisan, _ownersEmail, AppPages.Password);
        string[] pages =
        [
            .. Pages, .. more, $"/value/calculations/{await NewestAsync(person, "/api/value/calculations")}", $"/receipts/{await NewestAsync(person, "/api/receipts?kind=calculation")}",
            $"/billing/invoices/{await NewestAsync(person, "/api/billing/invoices")}", $"/alerts?alert={await NewestAsync(person, "/api/alerts")}",
        ];
        foreach (var path in pages) await owner.LooksRightAsync(path);
        AppRoutes.AllIn(pages, AppRoutes.ForMembers());
    }

    private static async Task<string> NewestAsync(Person person, string list) => (string)(await person.GetAsync(list))["items"]![0]!["id"]!;

    // The file as the page gives it, checked by a command that knows nothing but the key it has pinned.
    private async Task VerifyOfflineAsync(IPage owner)
    {
        await owner.GotoAsync("/receipts");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }).ClickAsync();
        var download = await owner.RunAndWaitForDownloadAsync(() => owner.GetByRole(AriaRole.Button, new() { Name = "Export all" }).ClickAsync());
        var file = Path.Combine(artisan.Scratch, Path.GetRandomFileName());
        await download.SaveAsAsync(file);
        var cli = await Cli.SignInAsync(artisan, _ownersEmail, AppPages.Password);
        var valid = await cli.RunAsync($"receipts verify '{file}'");
        Assert.True(valid.ExitCode == 0, valid.Output);

        // A fee that is a cent lower than the one that was agreed to.
        var text = await File.ReadAllTextAsync(file);
        var fee = Text(_log.FeeMinor("1998-05", Share, AgreedCap) / 100m);
        var forged = text.Replace(fee, Text((_log.FeeMinor("1998-05", Share, AgreedCap) - 1) / 100m), StringComparison.Ordinal);
        Assert.NotEqual(text, forged);
        await File.WriteAllTextAsync(file, forged, new UTF8Encoding(false));
        Assert.Equal(1, (await cli.RunAsync($"receipts verify '{file}'")).ExitCode);
    }
}
