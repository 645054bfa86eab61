using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Twilio;

/// <summary>A text message that was taken.</summary>
public sealed record TextMessage(string From, string To, string Body);

/// <summary>Twilio's messages of an account: basic auth, a form in, 201 or an error with Twilio's code out. The numbers that it refuses are those of Twilio's own test credentials.</summary>
public sealed class LoopbackTwilio : LoopbackVendor
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "fedcba9876543210fedcba9876543210";
    public const string Number = "+15005550006";
    public const string NoNumber = "+15005550001";
    public const string Unsubscribed = "+15005550004";

    private const int MostCharacters = 1_600;

    private readonly ConcurrentQueue<TextMessage> _sent = new();

    /// <summary>The messages that were taken, in order.</summary>
    public IReadOnlyList<TextMessage> Sent => [.. _sent];

    public static async Task<LoopbackTwilio> StartAsync()
    {
        var vendor = new LoopbackTwilio();
        await vendor.ListenAsync();
        return vendor;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (from, to, body) = (form["From"].ToString(), form["To"].ToString(), form["Body"].ToString());
        if (context.Request.Path != $"/2010-04-01/Accounts/{Account}/Messages.json") await FailAsync(context, 404, 20404, "The requested resource was not found");
        else if (context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"))}") await FailAsync(context, 401, 20003, "Authenticate");
        else if (to == NoNumber) await FailAsync(context, 400, 21211, $"The 'To' number {to} is not a valid phone number.");
        else if (to == Unsubscribed) await FailAsync(context, 400, 21610, "Attempt to send to unsubscribed recipient");
        else if (from != Number) await FailAsync(context, 400, 21606, "The From phone number provided is not a valid, SMS-capable inbound phone number for your account");
        else if (body.Length is 0 or > MostCharacters) await FailAsync(context, 400, 21617, "The concatenated message body exceeds the 1600 character limit");
        else
        {
            _sent.Enqueue(new TextMessage(from, to, body));
            await WriteAsync(context, 201, new JsonObject { ["sid"] = $"SM{_sent.Count:x32}", ["status"] = "queued", ["to"] = to });
        }
    }

    private static Task FailAsync(HttpContext context, int status, int code, string message) => WriteAsync(context, status, new JsonObject
    {
        ["code"] = code,
        ["message"] = message,
        ["more_info"] = string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{code}"),
        ["status"] = status,
    });
}
