using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Desk;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Operations;
using Artisan.Areas.Support.Storage;
using Artisan.Areas.Support.Timing;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Due;
using Artisan.Platform.Erasure;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Support;

/// <summary>What the area registers.</summary>
public static class SupportModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddSupport(this IServiceCollection services)
    {
        services.AddOptions<SupportOptions>().BindConfiguration("Support").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TicketStore>();
        services.AddSingleton<AttachmentFiles>();
        services.AddSingleton<DeskIndex>();
        services.AddSingleton<IOutboxSink>(s => s.GetRequiredService<DeskIndex>());
        services.AddSingleton<IOutboxPartitions, SupportPartitions>();
        services.AddSingleton<IExportContributor, ExportSupport>();
        services.AddSingleton<EndSupport>();
        services.AddSingleton<IWorkspaceClosing>(s => s.GetRequiredService<EndSupport>());
        services.AddSingleton<IWorkspaceLeftovers>(s => s.GetRequiredService<EndSupport>());
        services.AddSingleton<IOpenTickets, OpenTickets>();

        services.AddSingleton<SupportLimits>();
        services.AddSingleton<ListTickets>();
        services.AddSingleton<OpenTicket>();
        services.AddSingleton<GetTicket>();
        services.AddSingleton<UpdateTicket>();
        services.AddSingleton<AddMessage>();
        services.AddSingleton<GetAttachment>();

        services.AddSingleton<TicketMails>();
        services.AddSingleton<TicketMailbox>();
        services.AddSingleton<ITicketMailbox>(s => s.GetRequiredService<TicketMailbox>());
        services.AddQueueHandler<TicketMailReceived, ReceiveTicketMail>(ReceiveTicketMail.Queue, () => SupportDocs.Default.TicketMailReceived);
        services.AddPoisonReplay(ReceiveTicketMail.Queue);
        services.AddSingleton<ITicketDesk, TicketDesk>();
        services.AddDueKind(CheckTickets.Kind, CheckTickets.Queue).AddWaitingWork<WaitingTickets>();
        services.AddQueueHandler<DueWork, CheckTickets>(CheckTickets.Queue, () => DueWork.JsonType);

        services.AddEvents(SupportEvents.Created, SupportEvents.Updated);
        services.AddActivity("support.ticket.opened", "opened a support ticket.");
        services.AddActivity("support.ticket.answered", "answered a support ticket.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, SupportJson.Default));
    }
}
