using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Workspaces;

/// <summary>What the area registers.</summary>
public static class WorkspacesModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceRows>();
        services.AddSingleton<IWorkspaces>(s => s.GetRequiredService<WorkspaceRows>());
        services.AddSingleton<WorkspaceOpener>();
        services.AddSingleton<IWorkspaceOpening>(s => s.GetRequiredService<WorkspaceOpener>());
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<WorkspaceOpener>());
        services.AddSingleton<IOutboxSink, RenameInMembersLists>();
        services.AddSingleton<ListWorkspaces>();
        services.AddSingleton<CreateWorkspace>();
        services.AddSingleton<GetWorkspace>();
        services.AddSingleton<UpdateWorkspace>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, WorkspacesJson.Default));
    }
}
