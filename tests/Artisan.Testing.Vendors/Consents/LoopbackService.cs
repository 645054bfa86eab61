using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing.Vendors.Consents;

/// <summary>A vendor that knows whose token it is, and takes posts where it is a network: LinkedIn, X, Google, Microsoft.</summary>
public sealed class LoopbackService : LoopbackVendor
{
    private readonly Dictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);

    private LoopbackService(OAuthManner manner) => Desk = new OAuthDesk(manner);

    /// <summary>Its OAuth 2.</summary>
    public OAuthDesk Desk { get; }

    /// <summary>What was posted, as it was sent.</summary>
    public List<JsonNode> Posts { get; } = [];

    /// <summary>LinkedIn: no PKCE, no refresh tokens, a post is named in a header.</summary>
    public static Task<LoopbackService> LinkedInAsync() => StartAsync(new OAuthManner("/oauth/v2/accessToken", "/oauth/v2/revoke") { TakesPkce = false, Refreshes = false, ExpiresIn = 5_184_000 }, service =>
    {
        service.Say("GET /v2/userinfo", () => new JsonObject { ["sub"] = "782bbtaQ", ["name"] = "Ada Example" });
        service._answers["POST /rest/posts"] = async context =>
        {
            var post = (await JsonNode.ParseAsync(context.Request.Body))!;
            if (context.Request.Headers["LinkedIn-Version"].Count == 0 || (string?)post["author"] != "urn:li:person:782bbtaQ") await WriteAsync(context, 400, new JsonObject { ["status"] = 400 });
            else
            {
                context.Response.StatusCode = 201;
                context.Response.Headers["x-restli-id"] = $"urn:li:share:{service.Kept(post)}";
            }
        };
    });

    /// <summary>X: the client's secret in the header, each refresh token once, limits by an instant.</summary>
    public static Task<LoopbackService> XAsync() => StartAsync(
        new OAuthManner("/2/oauth2/token", "/2/oauth2/revoke")
        {
            SecretInHeader = true,
            Rotates = true,
            ExpiresIn = 7200,
            Withdrawn = () => new JsonObject { ["error"] = "invalid_request", ["error_description"] = "Value passed for the token was invalid." },
        },
        service =>
        {
            service.Say("GET /2/users/me", () => new JsonObject { ["data"] = new JsonObject { ["id"] = "2244994945", ["username"] = "ada_example" } });
            service._answers["POST /2/tweets"] = async context =>
            {
                var post = (await JsonNode.ParseAsync(context.Request.Body))!;
                await WriteAsync(context, 201, new JsonObject { ["data"] = new JsonObject { ["id"] = $"{service.Kept(post)}", ["text"] = (string)post["text"]! } });
            };
        });

    /// <summary>Google.</summary>
    public static Task<LoopbackService> GoogleAsync() => StartAsync(new OAuthManner("/token", "/revoke"), service => service.Say("GET /v1/userinfo", () => new JsonObject { ["sub"] = "1089", ["email"] = "ada@example.com" }));

    /// <summary>Microsoft: there is no place to revoke at.</summary>
    public static Task<LoopbackService> MicrosoftAsync() => StartAsync(
        new OAuthManner("/common/oauth2/v2.0/token", null) { Rotates = true }, service => service.Say("GET /v1.0/me", () => new JsonObject { ["id"] = "48d31887", ["userPrincipalName"] = "ada@example.com" }));

    /// <summary>Segment's Public API and SendGrid's, opened by a key.</summary>
    public static Task<LoopbackService> KeyedAsync(string path, string key, Func<JsonObject> answer) => StartAsync(new OAuthManner("/-", null), service => service._keyed = (path, key, answer));

    private (string Path, string Key, Func<JsonObject> Answer)? _keyed;

    protected override async Task AnswerAsync(HttpContext context)
    {
        if (await Desk.AnswerAsync(context.Request) is { } desk)
        {
            context.Response.StatusCode = desk.Status;
            if (desk.Body is not null) await WriteAsync(context, desk.Status, desk.Body);
        }
        else if (_keyed is { } keyed && context.Request.Headers.Authorization == $"Bearer {keyed.Key}" && context.Request.Path == keyed.Path) await WriteAsync(context, 200, keyed.Answer());
        else if (!Desk.Opens(context.Request)) await WriteAsync(context, 401, new JsonObject { ["title"] = "Unauthorized", ["status"] = 401 });
        else if (_answers.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var answer)) await answer(context);
        else await WriteAsync(context, 404, new JsonObject());
    }

    private static async Task<LoopbackService> StartAsync(OAuthManner manner, Action<LoopbackService> teach)
    {
        var service = new LoopbackService(manner);
        teach(service);
        await service.ListenAsync();
        return service;
    }

    private void Say(string request, Func<JsonObject> answer) => _answers[request] = context => WriteAsync(context, 200, answer());

    private string Kept(JsonNode post)
    {
        lock (Posts)
        {
            Posts.Add(post);
            return (7_000 + Posts.Count).ToString(CultureInfo.InvariantCulture);
        }
    }
}
