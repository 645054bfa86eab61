using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing.Stripe;

/// <summary>
/// Stripe on loopback: its API in version dahlia with state, test cards, prorations, invoices, a clock of its own and signed webhooks. It refuses what Stripe
/// refuses: parameters it does not have, a reused idempotency key, records in the wrong state.
/// </summary>
public sealed class LoopbackStripe : IAsyncDisposable
{
    public const string Version = "2026-07-29.dahlia";

    /// <summary>The secret key of the account.</summary>
    public const string SecretKey = "sk_test_loopback0123456789";

    /// <summary>A test clock that the account has from the beginning.</summary>
    public const string TestClock = "clock_loopback0123456789";

    private readonly WebApplication _app;
    private readonly StripeWorld _world;
    private readonly StripeRoutes _routes;
    private readonly StripeIdempotency _keys = new();
    private readonly ConcurrentQueue<StripeMishap> _mishaps = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<StripeMishap>> _mishapsAt = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Lock _lock = new();

    private LoopbackStripe(WebApplication app, DateTimeOffset now)
    {
        _app = app;
        _world = new StripeWorld(now);
        _routes = new StripeRoutes(_world, Advance);
        _routes.Clocks.Add(TestClock, "Somebody's");
        Payers = new StripePayers(_world, _routes, _lock);
        Webhooks = new StripeWebhooks(_world, _lock);
    }

    public Uri Uri { get; private set; } = new("http://127.0.0.1");

    /// <summary>The account's time.</summary>
    public DateTimeOffset Now => _world.Now;

    /// <summary>Method, path and idempotency key of each request, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What people do on Stripe's own pages.</summary>
    public StripePayers Payers { get; }

    /// <summary>What Stripe tells of its own accord.</summary>
    public StripeWebhooks Webhooks { get; }

    public static async Task<LoopbackStripe> StartAsync(DateTimeOffset? now = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stripe = new LoopbackStripe(app, now ?? TimeProvider.System.GetUtcNow());
        app.Run(stripe.AnswerAsync);
        await app.StartAsync();
        stripe.Uri = new Uri(app.Urls.Single() + "/");
        return stripe;
    }

    /// <summary>Lets the next requests go wrong, one after the other.</summary>
    public void Spoil(params StripeMishap[] mishaps) => Array.ForEach(mishaps, _mishaps.Enqueue);

    /// <summary>Lets the next posts to paths that end so go wrong, whatever comes between them: <c>subscriptions</c>, <c>pay</c>.</summary>
    public void SpoilPosts(string lastSegment, params StripeMishap[] mishaps) => Array.ForEach(mishaps, _mishapsAt.GetOrAdd(lastSegment, _ => new()).Enqueue);

    /// <summary>Moves the account's clock; everything that falls due on the way happens in its order.</summary>
    public void Advance(DateTimeOffset to)
    {
        lock (_lock)
        {
            while (NextDue() is { } next && next.At <= to)
            {
                _world.Now = next.At > _world.Now ? next.At : _world.Now;
                next.Act();
            }

            _world.Now = DateTimeOffset.FromUnixTimeSeconds(to.ToUnixTimeSeconds());
        }
    }

    /// <summary>Moves the account's clock as a developer does: by the API of test clocks, and waits until it is there.</summary>
    public async Task AdvanceByApiAsync(DateTimeOffset to)
    {
        // Stripe's clock knows whole seconds; what is due within one is due at its end.
        var seconds = to.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();
        if (seconds <= Now.ToUnixTimeSeconds()) return;
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Uri };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SecretKey);
        client.DefaultRequestHeaders.Add("Stripe-Version", Version);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("frozen_time", seconds.ToString(CultureInfo.InvariantCulture))]);
        using var begun = await client.PostAsync(new Uri($"v1/test_helpers/test_clocks/{TestClock}/advance", UriKind.Relative), form);
        for (var status = await StatusAsync(begun); status == "advancing";)
        {
            using var looked = await client.GetAsync(new Uri($"v1/test_helpers/test_clocks/{TestClock}", UriKind.Relative));
            status = await StatusAsync(looked);
        }
    }

    private static async Task<string?> StatusAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (string?)JsonNode.Parse(body)!["status"] : throw new InvalidOperationException(body);
    }

    /// <summary>An empty account again, at an instant; what its owner sells, and the taxes, stay.</summary>
    public void BeginAnew(DateTimeOffset? now = null)
    {
        lock (_lock)
        {
            _world.BeginAnew(now ?? TimeProvider.System.GetUtcNow());
            _routes.Clocks.Add(TestClock, "Somebody's");
            Webhooks.BeginAnew();
        }

        _keys.Clear();
        _mishaps.Clear();
        _mishapsAt.Clear();
        _requests.Clear();
    }

    /// <summary>The first instant after now at which something falls due.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            lock (_lock) return NextDue()?.At;
        }
    }

    /// <summary>Copies of the records of a kind: <c>subscription</c>, <c>invoice</c>, <c>customer</c>.</summary>
    public IReadOnlyList<JsonObject> All(string kind)
    {
        lock (_lock) return [.. _world.All(kind).Select(StripeWorld.Shown)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private (DateTimeOffset At, Action Act)? NextDue()
    {
        var due = new List<(DateTimeOffset At, Action Act)>();
        foreach (var subscription in _world.All("subscription"))
        {
            if (StripeSubscriptions.DueAt(subscription) is { } at) due.Add((at, () => _routes.Subscriptions.Advance(subscription)));
        }

        foreach (var invoice in _world.All("invoice"))
        {
            if ((string?)invoice["status"] == "draft" && invoice["automatically_finalizes_at"] is { } final)
            {
                due.Add((DateTimeOffset.FromUnixTimeSeconds(final.Long()), () =>
                {
                    _routes.Invoices.Finalize(invoice);
                    _routes.Invoices.Collect(invoice);
                }
                ));
            }

            if ((string?)invoice["status"] == "open" && invoice["next_payment_attempt"] is { } retry) due.Add((DateTimeOffset.FromUnixTimeSeconds(retry.Long()), () => _routes.Invoices.Retry(invoice)));
        }

        return due.Count == 0 ? null : due.MinBy(d => d.At);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var encoded = request.Method == "POST" ? await reader.ReadToEndAsync() : request.QueryString.Value!.TrimStart('?');
        var key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } k ? k : null;
        _requests.Enqueue($"{request.Method} {request.Path} {key}");
        context.Response.Headers["Request-Id"] = $"req_{StripeWorld.Random()}";
        if (!_mishaps.TryDequeue(out var mishap) && request.Method == "POST" && _mishapsAt.TryGetValue(request.Path.Value!.Split('/')[^1], out var here)) here.TryDequeue(out mishap);
        try
        {
            Authorize(request);
            if (mishap?.Before(context) is { } refused) throw refused;
            var answer = await _keys.OnceAsync(key, $"{request.Method} {request.Path} {encoded}", async () =>
            {
                if (mishap?.Until is { } until) await until;
                return Run(request, encoded, mishap);
            });
            if (answer.Replayed) context.Response.Headers["Idempotent-Replayed"] = "true";
            if (mishap is { DropsAnswer: true }) context.Abort();
            else await WriteAsync(context, answer.Status, answer.Body);
        }
        catch (StripeFault fault)
        {
            await WriteAsync(context, fault.Status, fault.Body.ToJsonString());
        }
    }

    private static readonly StripeAnswer Broken = new(500, """{"error":{"type":"api_error","message":"An unknown error occurred."}}""");

    private StripeAnswer Run(HttpRequest request, string encoded, StripeMishap? mishap)
    {
        lock (_lock)
        {
            try
            {
                if (mishap is { FailsBefore: true }) return Broken;
                var answer = _routes.Answer(request.Method, request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..], new StripeParameters(encoded));
                return mishap is { FailsAfter: true } ? Broken : new StripeAnswer(200, answer.ToJsonString());
            }
            catch (StripeFault fault)
            {
                return new StripeAnswer(fault.Status, fault.Body.ToJsonString());
            }
        }
    }

    private static void Authorize(HttpRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {SecretKey}") throw new StripeFault(401, "invalid_request_error", null, "Invalid API Key provided.");
        if (request.Headers["Stripe-Version"] != Version) throw StripeFault.Invalid("This server speaks one version only.");
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
