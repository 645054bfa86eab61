using Artisan.Areas.Approvals.Contracts;
using Artisan.Areas.Approvals.GoLive;
using Artisan.Areas.Approvals.News;
using Artisan.Areas.Approvals.Operations;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Approvals;

/// <summary>What the area registers. Its rows and messages lie in the partition of the value definitions, which the value area hands over and sweeps.</summary>
public static class ApprovalsModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddSingleton<ApprovalRows>();
        services.AddSingleton<IReviews, Reviews>();
        services.AddSingleton<IWaitingApprovals, WaitingApprovals>();
        services.AddSingleton<ListApprovals>();
        services.AddSingleton<GetApproval>();
        services.AddSingleton<DecideApproval>();
        services.AddSingleton<DelegateApproval>();
        services.AddSingleton<AssignApprovers>();
        services.AddSingleton<GoLiveChecks>();
        services.AddSingleton<GetGoLiveChecks>();
        services.AddSingleton<SwitchGoLive>();
        services.AddOptions<ApprovalsOptions>().BindConfiguration("Approvals").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IOutboxSink, MailApprovalNews>();
        services.AddQueueHandler<DueWork, HandleDueApproval>(ApprovalWork.Queue, () => DueWork.JsonType);
        services.AddDueKind(ApprovalWork.Kind, ApprovalWork.Queue).AddWaitingWork<WaitingRounds>();
        services.AddReminderKind(ApprovalWork.ReminderKind, ApprovalWork.Queue);
        services.AddSingleton<IExportContributor, ExportApprovals>();
        services.AddEvents(ApprovalsEvents.Requested, ApprovalsEvents.Decided, ApprovalsEvents.Completed, ApprovalsEvents.Enabled, ApprovalsEvents.Paused);
        services.AddActivity("approval.decided", "decided about the value definition {name}: {decision}.");
        services.AddActivity("approval.delegated", "handed the {stage} stage of an approval on.");
        services.AddActivity("approval.approvers_assigned", "assigned approvers to the {stage} stage.");
        services.AddActivity("approval.expired", "let the approval of {name} expire.");
        services.AddActivity("approval.withdrawn", "withdrew the approval of {name}: it was activated without it.");
        services.AddActivity("golive.enabled", "switched value-based billing on.");
        services.AddActivity("golive.paused", "paused value-based billing from the next period.");
        services.AddActivity("golive.resumed", "resumed value-based billing.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApprovalsJson.Default));
    }
}
