using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Artisan.Azure.Tables;
using Artisan.LocalHost.Outbox;
using Artisan.LocalHost.Tests.Stub;

namespace Artisan.LocalHost.Tests;

public sealed class ReadingTheOutboxTests(ReadingTheOutboxTests.RunningApp running) : IClassFixture<ReadingTheOutboxTests.RunningApp>, IAsyncLifetime
{
    private const string Partition = "dev|outbox";

    private readonly StubApp _app = running.App;
    private readonly string _to = $"{StubApp.NewQueue()}@example.test";
    private readonly List<string> _rows = [];
    private TableClient _table = null!;

    public async Task InitializeAsync() => _table = await StubApp.PlatformTableAsync();

    public async Task DisposeAsync()
    {
        foreach (var row in _rows) await _table.DeleteEntityAsync(Partition, row);
    }

    [Fact]
    public async Task Mails_are_listed_newest_first_and_by_recipient()
    {
        await KeepAsync("0002", "Older", "a", null);
        await KeepAsync("0001", "Newer", "b", null);

        var mails = await _app.Client.GetFromJsonAsync<List<SentMail>>($"/dev/outbox.json?to={Uri.EscapeDataString(_to.ToUpperInvariant())}");

        Assert.Equal(["Newer", "Older"], mails!.Select(mail => mail.Subject));
        Assert.Equal((_to, "b", DateTimeOffset.Parse("2026-11-20T10:00:00Z", CultureInfo.InvariantCulture)), (mails![0].To, mails[0].Text, mails[0].At));
        Assert.Empty((await _app.Client.GetFromJsonAsync<List<SentMail>>("/dev/outbox.json?to=nobody@example.test"))!);
    }

    [Fact]
    public async Task The_page_of_a_mail_encodes_its_text_and_makes_its_links_clickable()
    {
        var id = await KeepAsync("0001", "<b>Hi</b>", "Go to http://localhost:7071/verify#token=a.b&x=1. <script>alert(1)</script>", "<html><head></head><p style=\"color:red\">Hi</p></html>");

        var list = await _app.Client.GetStringAsync("/dev/outbox");
        var page = await _app.Client.GetStringAsync($"/dev/outbox/{Uri.EscapeDataString(id)}");

        Assert.Contains("&lt;b&gt;Hi&lt;/b&gt;", list, StringComparison.Ordinal);
        Assert.Contains("<a href=\"http://localhost:7071/verify#token=a.b&amp;x=1\">", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", list + page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_markup_of_a_mail_is_shown_in_a_sandbox_of_its_own()
    {
        var id = await KeepAsync("0001", "Hi", "text", "<html><head></head><p>Hi</p></html>");

        using var answer = await _app.Client.GetAsync($"/dev/outbox/{Uri.EscapeDataString(id)}/html");

        Assert.Equal("<html><head><base target=\"_blank\"></head><p>Hi</p></html>", await answer.Content.ReadAsStringAsync());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/outbox/none")]
    [InlineData("/dev/outbox/none/html")]
    [InlineData("/dev/outbox/%23odd%3F")]
    public async Task An_unknown_mail_is_not_found(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync(path)).StatusCode);

    private async Task<string> KeepAsync(string order, string subject, string text, string? html)
    {
        var row = new TableEntity(Partition, $"{order}|{_to.Split('@')[0]}")
        {
            ["to"] = _to,
            ["subject"] = subject,
            ["text"] = text,
            ["html"] = html,
            ["at"] = DateTimeOffset.Parse("2026-11-20T10:00:00Z", CultureInfo.InvariantCulture),
        };
        await _table.UpsertEntityAsync(row);
        _rows.Add(row.RowKey);
        return row.RowKey;
    }

    public sealed class RunningApp : IAsyncLifetime
    {
        internal StubApp App { get; } = new StubApp().Http("things", "api/{*path}", "get");

        public Task InitializeAsync() => App.StartAsync();

        public Task DisposeAsync() => App.DisposeAsync().AsTask();
    }
}
