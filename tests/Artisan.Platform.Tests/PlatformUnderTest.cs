using Artisan.Azure;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Tests;

/// <summary>
/// The platform as a process has it, without the web: its own services on an Azurite account of its own. Several on one account are
/// several instances, or the process before and after a crash.
/// </summary>
internal sealed class PlatformUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    public PlatformUnderTest(PlatformUnderTest? sharing = null, TimeProvider? time = null, HttpPipelinePolicy? policy = null, Action<IServiceCollection>? services = null)
    {
        Account = sharing?.Account ?? AzuriteFixture.TakeAccount();
        Folder = sharing?.Folder ?? Directory.CreateTempSubdirectory("artisan-platform-").FullName;
        _ownsFolder = sharing is null;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = Account,
            ["Api:PublicUrl"] = "https://app.artisan.test",
            ["DataFolder"] = Folder,
        }).Build();
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.AddProvider(Logs));
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<IHostEnvironment>(new DevelopmentEnvironment());
        if (time is not null) collection.AddSingleton(time);
        collection.AddSingleton(StorageClients.Create(Account, options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(2);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
            if (policy is not null) options.AddPolicy(policy, global::Azure.Core.HttpPipelinePosition.PerRetry);
        }));
        collection.AddSingleton(Sink);
        collection.AddSingleton<IOutboxSink>(Sink);
        services?.Invoke(collection);
        collection.AddPlatform(configuration, new DevelopmentEnvironment());
        _services = collection.BuildServiceProvider();
        WorkspaceId = sharing?.WorkspaceId ?? Ids.New("ws");
    }

    public string Account { get; }

    public string Folder { get; }

    /// <summary>A workspace of this test.</summary>
    public string WorkspaceId { get; }

    public CapturedLogs Logs { get; } = new();

    /// <summary>Takes the messages that tests send to <see cref="CapturingSink.SinkName"/>.</summary>
    public CapturingSink Sink { get; } = new();

    public IIds Ids => Get<IIds>();

    public Stores Stores => Get<Stores>();

    public Outbox Outbox => Get<Outbox>();

    public IServiceProvider Services => _services;

    /// <summary>A partition of this test's workspace.</summary>
    public Partition Partition => Stores.Workspace("things", WorkspaceId).Partition("test");

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public T GetKeyed<T>(string key)
        where T : notnull => _services.GetRequiredKeyedService<T>(key);

    /// <summary>The texts of a queue's messages, visible or not yet.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(string queue)
    {
        try
        {
            var texts = new List<string>();
            while ((await Get<StorageClients>().Queues.GetQueueClient(queue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5))).Value is { Length: > 0 } messages) texts.AddRange(messages.Select(m => m.MessageText));
            return texts;
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Outbox.SettleAsync();
        await _services.DisposeAsync();
        if (_ownsFolder) TemporaryFolder.Delete(Folder);
    }

    private sealed class DevelopmentEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Development";

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
