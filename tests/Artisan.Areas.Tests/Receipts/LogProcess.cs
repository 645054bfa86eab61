using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Azure;
using Artisan.Platform.Messaging;
using Artisan.Platform.Signing;
using Artisan.Testing;
using Artisan.Testing.Host;
using Artisan.Value.Receipts;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>
/// One process that writes receipts, without its HTTP side: the real area and platform on a real Azurite, or on another storage. Several share a <see cref="LogHome"/>,
/// as instances do; disposing one is how it dies.
/// </summary>
internal sealed class LogProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public LogProcess(LogHome home, IReadOnlyList<HttpPipelinePolicy>? policies = null, IReadOnlyDictionary<string, string?>? settings = null, Func<IReceiptSigner, IReceiptSigner>? signer = null, string? account = null, TimeProvider? time = null, StorageClients? storage = null)
    {
        Home = account ?? home.ConnectionString;
        var clients = storage ?? StorageClients.Create(Home, options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(2);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
            foreach (var policy in policies ?? []) options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        });
        _services = ReceiptServices.Build(clients, home.Folder, new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["AzureWebJobsStorage"] = Home }, Logs, signer, time);
    }

    /// <summary>The connection string of the account that it works on.</summary>
    public string Home { get; }

    public RecordedLogs Logs { get; } = new();

    public IReceiptLog Log => Get<IReceiptLog>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public T GetKeyed<T>(string key) where T : notnull => _services.GetRequiredKeyedService<T>(key);

    public Task<ReceiptPlace> AppendAsync(string workspaceId, string key, string kind = ReceiptKinds.Setup, int filler = 0) =>
        Log.AppendAsync(Requests.Of(workspaceId, key, kind, filler), default);

    public Task<SignedHead?> SealAsync(string workspaceId) => Get<SealLog>().RunAsync(workspaceId, anew: true, default);

    public Task<CurrentLog> CurrentAsync(string workspaceId) => Get<LedgerStore>().CurrentAsync(workspaceId, null, default);

    public async Task SettleAsync()
    {
        await Get<SealSchedule>().SettleAsync();
        await Get<Outbox>().SettleAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>What outlives processes: a storage account, and the folder with the signing key and the record of what was signed.</summary>
internal sealed class LogHome : IDisposable
{
    public string ConnectionString { get; } = AzuriteFixture.TakeAccount();

    public string Folder { get; } = Directory.CreateTempSubdirectory("artisan-log-").FullName;

    public string WorkspaceId { get; } = NewWorkspace();

    public static string NewWorkspace() => new Artisan.Platform.Ids.UlidIds(TimeProvider.System).New("ws");

    public void Dispose() => TemporaryFolder.Delete(Folder);
}
