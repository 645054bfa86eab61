using System.Text.Json;
using Artisan.Platform.Functions;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Tests.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Tests.Mail;

public sealed class SendingMailTests : PlatformTest
{
    private static readonly MailContent Content = new("Welcome, <Ada>", ["First & second.", "Line one\nline two"], new MailLink("Confirm \"it\"", new Uri("https://app.artisan.test/verify#token=a&b")));

    private Partition Outbox => Platform.Stores.Platform(TableNames.Platform).Partition("dev|outbox");

    [Fact]
    public async Task A_mail_of_a_committed_change_arrives_once_however_often_its_message_comes()
    {
        await Platform.Partition.Change().Mail("ada@example.com", "Welcome", Content).CommitAsync(default, settle: true);
        var message = Assert.Single(await Platform.TakeAsync("email"));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => HandleAsync(Platform, message)));
        await HandleAsync(Platform, message);

        var mail = Assert.Single(await Outbox.RowsAsync(""));
        Assert.Equal(("ada@example.com", "Welcome", "account"), (mail.GetString("to"), mail.GetString("subject"), mail.GetString("category")));
        Assert.InRange(mail.GetDateTimeOffset("at")!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_refused_change_mails_nobody()
    {
        await Platform.Partition.Change().Insert(Platform.Partition.Row("a")).CommitAsync(default);
        await Assert.ThrowsAsync<WriteConflictException>(() => Platform.Partition.Change().Insert(Platform.Partition.Row("a")).Mail("ada@example.com", "Welcome", Content).CommitAsync(default, settle: true));
        Assert.Empty(await Platform.TakeAsync("email"));
    }

    [Fact]
    public async Task The_newest_mail_is_the_first_row()
    {
        foreach (var subject in new[] { "one", "two", "three" })
        {
            await Platform.Partition.Change().Mail("ada@example.com", subject, Content).CommitAsync(default, settle: true);
            await Task.Delay(3);
        }

        foreach (var message in await Platform.TakeAsync("email")) await HandleAsync(Platform, message);
        Assert.Equal(["three", "two", "one"], (await Outbox.RowsAsync("")).Select(r => r.GetString("subject")));
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: eve@example.com", "Hello")]
    [InlineData("ada@example.com\nBcc: eve@example.com", "Hello")]
    [InlineData("ada@example.com, eve@example.com", "Hello")]
    [InlineData("Ada <ada@example.com>", "Hello")]
    [InlineData("", "Hello")]
    [InlineData("nobody", "Hello")]
    [InlineData("ada@example.com", "Hello\r\nBcc: eve@example.com")]
    [InlineData("ada@example.com", "Hello\nthere")]
    [InlineData("ada@example.com", "Hello\u2028there")]
    [InlineData("ada@example.com", "Hello\0")]
    [InlineData("ada@example.com", " ")]
    public void A_header_that_could_become_two_is_refused(string to, string subject)
    {
        Assert.Throws<ArgumentException>(() => Platform.Partition.Change().Mail(to, subject, Content));
        var smuggled = JsonSerializer.Serialize(new Dictionary<string, string> { ["to"] = to, ["subject"] = subject, ["text"] = "t", ["html"] = "h", ["category"] = "account" });
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize(smuggled, MailJson.Compact.Email));
    }

    [Fact]
    public void Text_and_html_say_the_same_and_nothing_in_them_is_markup()
    {
        var (text, html) = (Content.ToText(), Content.ToHtml());
        Assert.Contains("Welcome, <Ada>", text, StringComparison.Ordinal);
        Assert.Contains("https://app.artisan.test/verify#token=a&b", text, StringComparison.Ordinal);
        Assert.Contains("<h1 style=\"font-size:1.375rem;line-height:1.3\">Welcome, &lt;Ada&gt;</h1>", html, StringComparison.Ordinal);
        Assert.Contains("First &amp; second.", html, StringComparison.Ordinal);
        Assert.Contains("Line one<br>line two", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://app.artisan.test/verify#token=a&amp;b\"", html, StringComparison.Ordinal);
        Assert.Contains("Confirm &quot;it&quot;", html, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<Ada>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/relative")]
    public void A_link_leads_to_the_web_or_there_is_no_mail(string address)
    {
        var content = Content with { Link = new MailLink("Go", new Uri(address, UriKind.RelativeOrAbsolute)) };
        Assert.Throws<ArgumentException>(content.ToHtml);
        Assert.Throws<ArgumentException>(content.ToText);
    }

    [Fact]
    public void A_mail_too_long_for_a_queue_is_refused_before_it_is_committed() =>
        Assert.Throws<ArgumentException>(() => Platform.Partition.Change().Mail(new Email("ada@example.com", "Long", new string('x', 31_000), "", "account")));

    [Fact]
    public async Task A_mail_that_the_provider_refuses_for_good_is_not_tried_again_and_one_that_fails_is()
    {
        var mailer = new MoodyMailer();
        await using var platform = new PlatformUnderTest(sharing: Platform, services: s => s.AddSingleton<IMailer>(mailer));
        await platform.Partition.Change().Mail("ada@example.com", "Hello", Content).CommitAsync(default, settle: true);
        var message = Assert.Single(await platform.TakeAsync("email"));

        mailer.Fails = new HttpRequestException("busy");
        await Assert.ThrowsAsync<HttpRequestException>(() => HandleAsync(platform, message));
        mailer.Fails = new MailRefusedException("no such address");
        await HandleAsync(platform, message);
        mailer.Fails = null;
        await HandleAsync(platform, message);
        Assert.Equal(2, mailer.Tries);
        Assert.DoesNotContain(platform.Logs.Lines, l => l.Contains("ada@", StringComparison.Ordinal));
    }

    private static Task HandleAsync(PlatformUnderTest platform, string message) =>
        platform.GetKeyed<IQueueFunction>("email").RunAsync(JsonSerializer.Deserialize(message, QueueEnvelope.JsonType)!, default);

    private sealed class MoodyMailer : IMailer
    {
        public Exception? Fails { get; set; }

        public int Tries { get; private set; }

        public Task SendAsync(string id, Email mail, CancellationToken ct)
        {
            Tries++;
            return Fails is null ? Task.CompletedTask : Task.FromException(Fails);
        }
    }
}
