using Artisan.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Erasure;

/// <summary>What an area says about the end of a workspace.</summary>
public static class ErasureModule
{
    /// <summary>Keeps rows when a workspace is destroyed; only for what holds opaque ids and hashes.</summary>
    public static IServiceCollection AddKeptRows(this IServiceCollection services, string table, string partition) => services.AddSingleton(new KeptRows(table, partition));

    internal static void AddErasure(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceErasure>();
        // The chain of hashes; its bodies and salts are destroyed apart.
        services.AddKeptRows(TableNames.Audit, "audit");
    }
}
