using Artisan.Platform.Mail;
using Artisan.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Vendors.Tests.SendGrid;

public sealed class SendingThroughSendGridTests : IAsyncLifetime
{
    private const string Id = "01kaxample0000000000000000";

    private static readonly Email Mail = new("ada@example.com", "Your report", "Plain", "<p>Rich</p>", "billing");

    private LoopbackSendGrid _server = null!;

    public async Task InitializeAsync() => _server = await LoopbackSendGrid.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_e_mail_arrives_whole_and_its_links_are_left_alone()
    {
        await Mailer().SendAsync(Id, Mail, default);

        var taken = Assert.Single(_server.Taken);
        Assert.Equal("ada@example.com", (string?)taken["personalizations"]![0]!["to"]![0]!["email"]);
        Assert.Equal("Artisan", (string?)taken["from"]!["name"]);
        Assert.Equal("no-reply@example.org", (string?)taken["from"]!["email"]);
        Assert.Equal(["Plain", "<p>Rich</p>"], taken["content"]!.AsArray().Select(c => (string?)c!["value"]));
        Assert.Equal("billing", (string?)taken["categories"]![0]);
        Assert.Equal(Id, (string?)taken["custom_args"]!["message_id"]);
        Assert.False((bool)taken["tracking_settings"]!["click_tracking"]!["enable"]!);
        Assert.Null(taken["headers"]);
    }

    [Fact]
    public async Task Mail_that_one_may_refuse_says_how_with_one_click()
    {
        await Mailer().SendAsync(Id, Mail with { Unsubscribe = new Uri("https://app.artisan.test/u/abc") }, default);

        var headers = Assert.Single(_server.Taken)["headers"]!;
        Assert.Equal("<https://app.artisan.test/u/abc>", (string?)headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", (string?)headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task Mail_of_a_conversation_names_it_and_where_answers_go()
    {
        await Mailer().SendAsync(Id, Mail with { Thread = new MailThread("2@in.example.com", "1@in.example.com", "answers@in.example.com") }, default);

        var taken = Assert.Single(_server.Taken);
        Assert.Equal("answers@in.example.com", (string?)taken["reply_to"]!["email"]);
        Assert.Equal(("<2@in.example.com>", "<1@in.example.com>", "<1@in.example.com>"), ((string?)taken["headers"]!["Message-ID"], (string?)taken["headers"]!["In-Reply-To"], (string?)taken["headers"]!["References"]));
        Assert.Throws<ArgumentException>(() => new MailThread("2@in.example.com\r\nBcc: x@y.z", "1@in.example.com", null));
    }

    [Fact]
    public async Task A_full_minute_that_is_nearly_over_is_waited_for()
    {
        _server.BeFull(1);
        await Mailer().SendAsync(Id, Mail, default);
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_the_queue()
    {
        _server.ResetsIn = 600;
        _server.BeFull(1);
        await Assert.ThrowsAsync<HttpRequestException>(() => Mailer().SendAsync(Id, Mail, default));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task A_wrong_address_is_refused_for_good_and_the_reason_names_no_address()
    {
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Mailer().SendAsync(Id, new Email("ada@example.invalid", "Hello", "x", "<p>x</p>", "account"), default));
        Assert.Contains("personalizations.0.to.0.email", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_and_a_broken_service_are_tried_again_later()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => Mailer(key: "SG.wrong").SendAsync(Id, Mail, default));
        _server.Break(1);
        await Assert.ThrowsAsync<HttpRequestException>(() => Mailer().SendAsync(Id, Mail, default));
        await Mailer().SendAsync(Id, Mail, default);
        Assert.Single(_server.Taken);
    }

    [Fact]
    public void Without_the_setting_nothing_of_it_is_registered() =>
        Assert.DoesNotContain(new ServiceCollection().AddVendors(new ConfigurationBuilder().Build()), service => service.ServiceType == typeof(IMailer));

    private IMailer Mailer(string key = LoopbackSendGrid.Key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Mode"] = "SendGrid",
            ["Mail:ApiKey"] = key,
            ["Mail:From"] = "no-reply@example.org",
            ["Mail:ApiUrl"] = _server.Uri.ToString(),
        }).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<SystemClock>().AddVendors(configuration);
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail"));
        return services.BuildServiceProvider().GetRequiredService<IMailer>();
    }
}
