using System.Text.Json;
using Artisan.Platform.Telemetry;
using Artisan.Platform.Time;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Artisan.Platform.Tests.Telemetry;

public sealed class KeepingSecretsOutOfLogsTests
{
    private const string Jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
    private const string ApiKey = "art_live_01kaxample00000000000000001_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static TheoryData<string, string> Leaks => new()
    {
        { $"token was {Jwt}.", Jwt },
        { $"Authorization: Bearer {Jwt}", Jwt },
        { $"called with {ApiKey}", ApiKey[^64..] },
        { "sent to ada.lovelace+test@mail.example.co.uk today", "lovelace" },
        { "password=hunter2secret&next", "hunter2secret" },
        { "\"refreshToken\":\"abcdef123456\"", "abcdef123456" },
        { "Cookie: __Host-refresh=usr_1.ses_1.s3cr3t", "s3cr3t" },
        { "https://app.artisan.test/reset#token=q1w2e3r4", "q1w2e3r4" },
        { "Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA" },
        { "DefaultEndpointsProtocol=https;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq==;x", "Eby8vdM02x" },
        { "GET /queue?sv=2024&sig=abcDEF123%2Bxyz", "abcDEF123" },
        { "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8G" },
        { "sk_" + "live_51H8abcdefghijkl", "51H8abcdefgh" },
        { "SG.abcdefghijk.lmnopqrstuvw", "lmnopqrstuvw" },
        { "OPENAI sk-proj-abcdefghijklmnopqrstuvwx", "abcdefghijklmnop" },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void What_looks_like_a_secret_is_taken_out_wherever_it_stands(string text, string secret)
    {
        Assert.DoesNotContain(secret, LogRedaction.Clean(text), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, Write(false, "Something happened: {Detail}", text), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, Write(true, text), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, Write(false, new InvalidOperationException(text), "It failed."), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Password", "plain")]
    [InlineData("ApiKey", "abc")]
    [InlineData("client_secret", "xyz")]
    [InlineData("Email", "no at sign here")]
    [InlineData("SetCookie", "a")]
    public void A_secret_field_is_taken_out_of_field_and_message_whatever_its_value(string name, string value)
    {
        foreach (var plain in new[] { true, false })
        {
            var line = Write(plain, $"Tried with <{{{name}}}> for {{Count}}", value, 3);
            Assert.DoesNotContain($"<{value}>", line, StringComparison.Ordinal);
            Assert.Contains("[redacted]", line, StringComparison.Ordinal);
            Assert.Contains('3', line);
        }
    }

    [Fact]
    public void What_is_no_secret_stays_readable()
    {
        const string Text = "Storage answered 409 (EntityAlreadyExists) for ws_01kaxample0000000000000000 in 12 ms; token expired at 10:00.";
        Assert.Equal(Text, LogRedaction.Clean(Text));
    }

    [Fact]
    public void A_line_is_one_json_object_with_level_category_message_and_fields()
    {
        using var line = JsonDocument.Parse(Write(false, "Handled {Count} of {Queue}", 3, "email"));
        Assert.Equal("warn", line.RootElement.GetProperty("level").GetString());
        Assert.Equal("Tests", line.RootElement.GetProperty("category").GetString());
        Assert.Equal("Handled 3 of email", line.RootElement.GetProperty("message").GetString());
        Assert.Equal("email", line.RootElement.GetProperty("fields").GetProperty("Queue").GetString());
    }

    [Theory]
    [InlineData("a\r\nerror Fake: forged line")]
    [InlineData("a\nerror Fake: forged line")]
    [InlineData("a\u2028error Fake: forged line")]
    [InlineData("a\u001b[2Jerror")]
    public void Nobody_writes_a_line_of_his_own(string value)
    {
        foreach (var plain in new[] { true, false })
        {
            var text = Write(plain, "Name is {Name}", value).TrimEnd('\r', '\n');
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain('\u2028', text);
        }
    }

    [Fact]
    public async Task A_hostile_text_does_not_take_long()
    {
        var texts = new[] { new string('a', 200_000) + "@", string.Concat(Enumerable.Repeat("eyJ", 50_000)), string.Concat(Enumerable.Repeat("password", 20_000)), string.Concat(Enumerable.Repeat("a@", 50_000)) };
        var work = Task.Run(() => texts.Select(t => LogRedaction.Clean(t)).ToList());
        Assert.Equal(4, (await work.WaitAsync(TimeSpan.FromSeconds(20))).Count);
    }

    private static string Write(bool plain, string template, params object?[] values) => Write(plain, null, template, values);

    private static string Write(bool plain, Exception? exception, string template, params object?[] values)
    {
        var console = new RedactedConsole(new SystemClock(TimeProvider.System), new HostingEnvironment { EnvironmentName = plain ? "Development" : "Production" });
        using var writer = new StringWriter();
        var logger = new Recorder((level, state, text) => console.Write(new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(level, "Tests", default, state, exception, (_, _) => text), null, writer));
#pragma warning disable CA2254 // The template is what varies here.
        logger.Log(LogLevel.Warning, exception, template, values);
#pragma warning restore CA2254
        return writer.ToString();
    }

    private sealed class Recorder(Action<LogLevel, IReadOnlyList<KeyValuePair<string, object?>>, string> take) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            take(logLevel, (IReadOnlyList<KeyValuePair<string, object?>>)state!, formatter(state, exception));
    }
}
