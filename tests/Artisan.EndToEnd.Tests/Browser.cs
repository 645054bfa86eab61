using Artisan.Testing;
using Microsoft.Playwright;

namespace Artisan.EndToEnd.Tests;

/// <summary>The machine's own Chromium, headless, without any of its background traffic.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] ColourRules = ["color-contrast", "link-in-text-block"];
    private static readonly Lazy<Task<string>> Axe = new(() => File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "web", "node_modules", "axe-core", "axe.min.js")));

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window of its own, with empty storage.</summary>
    public async Task<IPage> OpenAsync(Uri address, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        return page;
    }

    /// <summary>What axe-core finds wrong with the page as it stands, in sentences.</summary>
    public static async Task<string> AxeAsync(IPage page, bool coloursOnly = false)
    {
        // Once for each document.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(await Axe.Value);
        return await page.EvaluateAsync<string>(
            """
            async rules => (await axe.run(document, { resultTypes: ['violations'], preload: false, ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}) }))
                .violations.map(v => `${v.id}: ${v.help} (${v.nodes.map(n => n.target).join(', ')})`).join('\n')
            """,
            coloursOnly ? ColourRules : null);
    }

    private static string Find() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" }
            .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The browser tests need Chromium: install the package chromium.");
}
