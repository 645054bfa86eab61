using System.Net;
using System.Net.Http.Headers;
using Artisan.Azure;
using Artisan.Host;
using Artisan.Platform.Time;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing.Host;

/// <summary>
/// The real app on Kestrel and an Azurite account of its own, spoken to over HTTP. Tests say what a user does
/// (<see cref="SignUpAsync"/>) and read answers; they do not reach into its services but for clocks and storage faults.
/// </summary>
public sealed class ArtisanApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private int _users;

    private ArtisanApp(WebApplication app, string connectionString, string folder, bool ownsFolder, RecordedLogs logs)
    {
        (_app, ConnectionString, _folder, _ownsFolder, Logs) = (app, connectionString, folder, ownsFolder, logs);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = CreateClient();
        Pump = new QueuePump(connectionString, Client);
    }

    /// <summary>Where the app listens.</summary>
    public Uri Address { get; }

    /// <summary>A client without credentials.</summary>
    public HttpClient Client { get; }

    /// <summary>Posts queue messages into the app's doors, as a Functions host does.</summary>
    public QueuePump Pump { get; }

    /// <summary>What the app logged.</summary>
    public RecordedLogs Logs { get; }

    /// <summary>The storage account.</summary>
    public string ConnectionString { get; }

    /// <summary>The clock of periods and schedules.</summary>
    public BusinessClock BusinessClock => _app.Services.GetRequiredService<BusinessClock>();

    /// <summary>The app's services, for what has no endpoint: outbox, stores, verifiers.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>
    /// Starts the app. <paramref name="sharing"/> starts another instance on the same account and keys, as after a crash or a scale-out;
    /// <paramref name="policies"/> see every storage call before it is sent.
    /// </summary>
    public static async Task<ArtisanApp> StartAsync(
        ArtisanApp? sharing = null, TimeProvider? time = null, IReadOnlyList<HttpPipelinePolicy>? policies = null,
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string? connectionString = null)
    {
        connectionString ??= sharing?.ConnectionString ?? AzuriteFixture.TakeAccount();
        var folder = sharing?._folder ?? Directory.CreateTempSubdirectory("artisan-test-").FullName;
        var logs = new RecordedLogs();
        var app = HostApp.Build(["--environment", "Development"], builder =>
        {
            builder.Host.UseDefaultServiceProvider(all => (all.ValidateScopes, all.ValidateOnBuild) = (true, true));
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = connectionString,
                ["Api:PublicUrl"] = "https://app.artisan.test",
                ["DataFolder"] = folder,
                ["Keys:Mode"] = "Local",
                ["Keys:Folder"] = Path.Combine(folder, "keys"),
                ["ReceiptSigning:Mode"] = "Local",
                ["ReceiptSigning:Folder"] = Path.Combine(folder, "signing"),
                ["Mail:Mode"] = "DevOutbox",
                ["RateLimits:PerAddressPerMinute"] = "1000000",
                ["RateLimits:PerCallerPerMinute"] = "1000000",
                ["RateLimits:EventsPerCallerPerMinute"] = "100000000",
                // Whatever somebody may switch on: tests look for secrets in it.
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
                ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Information",
                // Tests say when; a write of its own would come between the calls that others count and break.
                ["Billing:ApiCallFlushSeconds"] = "3600",
            });
            if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(logs);
            if (time is not null) builder.Services.AddSingleton(time);
            builder.Services.AddSingleton(StorageClients.Create(connectionString, options =>
            {
                options.Retry.Delay = TimeSpan.FromMilliseconds(2);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
                options.AddPolicy(SentMessages.Of(connectionString), global::Azure.Core.HttpPipelinePosition.PerCall);
                foreach (var policy in policies ?? []) options.AddPolicy(policy, global::Azure.Core.HttpPipelinePosition.PerRetry);
            }));
            services?.Invoke(builder.Services);
        });
        await app.StartAsync();
        return new ArtisanApp(app, connectionString, folder, sharing is null, logs);
    }

    /// <summary>A client with its own cookies, those of <paramref name="cookies"/> among them; with a token or API key where one is given.</summary>
    public HttpClient CreateClient(string? bearer = null, IReadOnlyList<string>? cookies = null)
    {
        // The refresh cookie is a Secure one; the container is told that loopback is, as browsers do.
        var client = new HttpClient(new SecureLoopbackCookies(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, cookies)) { BaseAddress = Address };
        if (bearer is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    /// <summary>
    /// A user with a workspace of his own, its owner, signed in. With a password of the test's choice he takes the whole way of registering, reading the mail
    /// and choosing it; otherwise the account is put there ready.
    /// </summary>
    public async Task<SignedInUser> SignUpAsync(string? email = null, string password = ReadyAccount.Password)
    {
        email ??= $"user{Interlocked.Increment(ref _users)}-{AzuriteFixture.NewName()}@example.com";
        if (password == ReadyAccount.Password)
        {
            var (ready, cookies) = await ReadyAccount.OpenAsync(Services, email);
            return new SignedInUser(CreateClient(ready.AccessToken, cookies), email, password, ready.AccessToken, ready.WorkspaceId!, ready.User.Id);
        }

        var client = CreateClient();
        await client.PostJsonAsync("/api/auth/register", new { name = "Ada Example", email, workspaceName = "Example" }, HttpStatusCode.Accepted);
        var answer = await client.PostJsonAsync("/api/auth/email/verify", new { token = await MailedTokenAsync(email, "verify"), password }, HttpStatusCode.OK);
        var access = (string)answer["accessToken"]!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
        return new SignedInUser(client, email, password, access, (string)answer["workspaceId"]!, (string)answer["user"]!["id"]!);
    }

    /// <summary>An API key of the user's workspace, in a client of its own.</summary>
    public async Task<HttpClient> CreateKeyAsync(SignedInUser owner, params string[] scopes)
    {
        var answer = await owner.Client.PostJsonAsync("/api/auth/api-keys", new { name = "test", scopes }, HttpStatusCode.Created);
        return CreateClient((string)answer["key"]!);
    }

    /// <summary>The token in the newest mail to an address whose link leads to a page.</summary>
    public async Task<string> MailedTokenAsync(string to, string page)
    {
        for (var i = 0; i < 100; i++)
        {
            await SettleAsync();
            if (await DevOutbox.FindTokenAsync(ConnectionString, to, page) is { } token) return token;
            await Task.Delay(20);
        }

        throw new InvalidOperationException($"No mail to {to} with a link to /{page} arrived.");
    }

    /// <summary>Waits until outboxes are handed over and no visible queue message is left.</summary>
    public async Task SettleAsync()
    {
        var outbox = _app.Services.GetRequiredService<Artisan.Platform.Messaging.Outbox>();
        do await outbox.SettleAsync();
        while (await Pump.DrainAsync() > 0);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
        await _app.DisposeAsync();
        if (_ownsFolder) TemporaryFolder.Delete(_folder);
    }
}

/// <summary>A user who has signed in.</summary>
public sealed record SignedInUser(HttpClient Client, string Email, string Password, string AccessToken, string WorkspaceId, string UserId);
