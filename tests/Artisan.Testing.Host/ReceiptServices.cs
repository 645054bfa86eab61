using Artisan.Areas.Receipts;
using Artisan.Azure;
using Artisan.Platform;
using Artisan.Platform.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Artisan.Testing.Host;

/// <summary>The platform and the receipts area without their HTTP side, on any storage.</summary>
public static class ReceiptServices
{
    /// <summary>Builds them; <paramref name="folder"/> holds the signing key, <paramref name="settings"/> come last.</summary>
    public static ServiceProvider Build(
        StorageClients storage, string folder, IReadOnlyDictionary<string, string?>? settings = null, ILoggerProvider? logs = null, Func<IReceiptSigner, IReceiptSigner>? signer = null, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Api:PublicUrl"] = "https://app.artisan.test",
            ["ReceiptSigning:Folder"] = Path.Combine(folder, "signing"),
            ["Keys:Folder"] = Path.Combine(folder, "keys"),
            ["Receipts:SealAfterMilliseconds"] = "20",
            ["Receipts:BeginEpochWhenSetBack"] = "false",
        }).AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build();
        var development = new HostingEnvironment { EnvironmentName = "Development" };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<IHostEnvironment>(development).AddSingleton(storage);
        if (time is not null) services.AddSingleton(time);
        services.AddLogging(l => _ = logs is null ? l : l.AddProvider(logs));
        services.AddPlatform(configuration, development);
        services.AddReceipts();
        if (signer is not null)
        {
            var inner = services.Last(s => s.ServiceType == typeof(IReceiptSigner));
            services.AddSingleton(s => signer((IReceiptSigner)inner.ImplementationFactory!(s)));
        }

        return services.BuildServiceProvider();
    }
}
