using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Workspaces.Activity;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Areas.Workspaces.Restoring;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
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
        services.AddOptions<WorkspacesOptions>().BindConfiguration("Workspaces").ValidateDataAnnotations().ValidateOnStart();
        AddMembers(services);
        AddInvitations(services);
        services.AddSingleton<IOutboxPartitions, WorkspacePartitions>();
        services.AddWorkspaceActivity();
        AddExports(services);
        AddRemoval(services);
        services.AddRestoreStart<RestoreRegistry>().AddRestoreStart<RestoreGates>().AddRestoreStep<RestoreMembers>();
        services.AddSingleton<ListWorkspaces>();
        services.AddSingleton<CreateWorkspace>();
        services.AddSingleton<GetWorkspace>();
        services.AddSingleton<UpdateWorkspace>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, WorkspacesJson.Default));
    }

    private static void AddMembers(IServiceCollection services)
    {
        services.AddSingleton<TeamStore>();
        services.AddSingleton<MemberAudit>();
        services.AddSingleton<ProjectMemberships>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<ProjectMemberships>());
        services.AddSingleton<IOutboxSink, FollowProfiles>();
        services.AddSingleton<FollowSettings>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<FollowSettings>());
        services.AddSingleton<FreeOwners>();
        services.AddEvents(WorkspaceEvents.Updated, WorkspaceEvents.Joined, WorkspaceEvents.RoleChanged, WorkspaceEvents.Removed);
        services.AddSingleton<Seats>();
        services.AddSingleton<IGauge>(s => s.GetRequiredService<Seats>());
        services.AddSingleton<IFreeWorkspaces>(s => s.GetRequiredService<Seats>());
        services.AddSingleton<IMembers, MembersContract>();
        services.AddSingleton<ListMembers>();
        services.AddSingleton<UpdateMember>();
        services.AddSingleton<RemoveMember>();
        services.AddSingleton<TransferOwnership>();
    }

    private static void AddInvitations(IServiceCollection services)
    {
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<InvitationMails>();
        services.AddSingleton<InvitationLimits>();
        services.AddSingleton<ProjectInvitations>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<ProjectInvitations>());
        services.AddSingleton<JoinTeam>();
        services.AddSingleton<CreateInvitation>();
        services.AddSingleton<ListInvitations>();
        services.AddSingleton<LookupInvitation>();
        services.AddSingleton<AcceptInvitation>();
        services.AddSingleton<ResendInvitation>();
        services.AddSingleton<RevokeInvitation>();
        services.AddSingleton<RemindInvitation>();
        services.AddReminderKind(RemindInvitation.Kind, WorkspaceDue.Queue).AddWaitingWork<WaitingInvitations>();
    }

    private static void AddExports(IServiceCollection services)
    {
        services.AddSingleton<ExportStore>();
        services.AddSingleton<IWorkspaceLeftovers>(s => s.GetRequiredService<ExportStore>());
        services.AddSingleton<IExportContributor, ExportWorkspace>();
        services.AddSingleton<RequestExport>();
        services.AddSingleton<GetExport>();
        services.AddSingleton<IMassExports, MassExports>();
        services.AddQueueHandler<ExportRequested, RunExport>(RunExport.Queue, () => WorkspacesJson.Default.ExportRequested);
    }

    private static void AddRemoval(IServiceCollection services)
    {
        services.AddSingleton<CloseWorkspace>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<CloseWorkspace>());
        services.AddSingleton<DeleteWorkspace>();
        services.AddSingleton<EraseWorkspace>();
        services.AddSingleton<ErasureMails>();
        services.AddSingleton<DestroyWorkspace>();
        services.AddDueKind(WorkspaceDue.Kind, WorkspaceDue.Queue).AddWaitingWork<WaitingRemoval>();
        services.AddQueueHandler<DueWork, WorkspaceDue>(WorkspaceDue.Queue, () => DueWork.JsonType);
    }
}
