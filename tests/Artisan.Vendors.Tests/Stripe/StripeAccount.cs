using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Platform.Payments;
using Artisan.Platform.Time;
using Artisan.Testing.Stripe;
using Artisan.Vendors.Stripe;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Vendors.Tests.Stripe;

/// <summary>A loopback account and Artisan's adapters on it, as the app composes them; only its patience is shorter.</summary>
internal sealed class StripeAccount : IAsyncDisposable
{
    public static readonly PlanPrice Starter = new("starter", "Starter", "USD", 4_900);
    public static readonly PlanPrice Professional = new("professional", "Professional", "USD", 29_900);
    public static readonly PlanPrice Enterprise = new("enterprise", "Enterprise", "USD", 99_900);

    private readonly ServiceProvider _services;

    private readonly bool _owns;

    private StripeAccount(LoopbackStripe server, string key, bool owns)
    {
        (Server, _owns) = (server, owns);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Stripe:SecretKey"] = key }).Build();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton(new SystemClock(TimeProvider.System));
        services.AddSingleton(new StripePatience(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20)));
        services.Configure<StripeOptions>(o => (o.SecretKey, o.ApiBase, o.WebhookSecrets) = (key, server.Uri, [StripeWebhooks.Secret]));
        services.AddVendors(configuration);
        _services = services.BuildServiceProvider();
    }

    public LoopbackStripe Server { get; }

    public WrittenLogs Logs { get; } = new();

    public IPaymentService Payments => _services.GetRequiredService<IPaymentService>();

    public IPaymentEvents Events => _services.GetRequiredService<IPaymentEvents>();

    public StripeClient Client => _services.GetRequiredService<StripeClient>();

    public static async Task<StripeAccount> OpenAsync(DateTimeOffset? now = null, string key = LoopbackStripe.SecretKey) => new(await LoopbackStripe.StartAsync(now), key, owns: true);

    /// <summary>Calls what Artisan itself does not: what an operator does in the dashboard.</summary>
    public Task<JsonElement> PostAsync(string path, params (string Name, string Value)[] parameters) =>
        Client.PostAsync(path, parameters.Aggregate(new StripeForm(), (form, p) => form.With(p.Name, p.Value)), StripeKeys.Fresh(), AnyJson.Default.JsonElement, default);

    public Task<JsonElement> GetAsync(string path) => Client.GetAsync(path, AnyJson.Default.JsonElement, default);

    /// <summary>Another instance of Artisan on the same account.</summary>
    public StripeAccount Another() => new(Server, LoopbackStripe.SecretKey, owns: false);

    /// <summary>A customer who pays with a test card.</summary>
    public async Task<string> CustomerAsync(string? card = "pm_card_visa", string workspace = "ws_a")
    {
        var customer = await Payments.EnsureCustomerAsync(new PaymentCustomer(workspace, "Example", $"{workspace}@example.com"), default);
        if (card is not null) await Payments.AttachMethodAsync(customer, card, $"{workspace}:{card}", default);
        return customer;
    }

    public async Task<SubscriptionSnapshot> SubscribeAsync(PlanPrice price, string? card = "pm_card_visa", DateTimeOffset? trialEnds = null, int taxPpm = 0) =>
        await Payments.SubscribeAsync(new SubscribeOrder("ws_a", await CustomerAsync(card), price, trialEnds, taxPpm), "subscribe", default);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owns) await Server.DisposeAsync();
    }
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AnyJson : JsonSerializerContext;

/// <summary>Everything that was logged.</summary>
internal sealed class WrittenLogs : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
