using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Functions;
using Artisan.Platform.Sources;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Webhooks.Inbound;

/// <summary>
/// Does what a message of a source is for: its points are put by their ids, or the source is read now instead of within the hour. Both may happen twice without a difference,
/// so the message is closed last.
/// </summary>
internal sealed class HandleInbound(IEnumerable<IInboundSource> sources, IInboundConnections connections, InboundInbox inbox, IValueData data, ILogger<HandleInbound> log) : IQueueHandler<InboundTaken>
{
    private static readonly Uri Nowhere = new("https://inbound.invalid/");

    public async Task HandleAsync(QueueMessage<InboundTaken> message, CancellationToken ct)
    {
        var taken = message.Body;
        if (await inbox.FindOpenAsync(taken, ct) is not { } open) return;
        var content = sources.First(s => s.Kind == taken.Kind).Read(new InboundRequest(Nowhere, _ => null, InboundInbox.BodyOf(open)));
        if (content.Points is not { } points) await connections.ReadSoonAsync(taken.WorkspaceId, taken.Kind, ct);
        else if (await connections.FindAsync(taken.WorkspaceId, taken.Kind, ct) is { PointsSource: { } name }) await PutAsync(taken, name, points, ct);
        else log.LogWarning("A message of {Source} to {WorkspaceId} has no connection any more; it is dropped.", taken.Kind, taken.WorkspaceId);
        await inbox.CloseAsync(taken, open, ct);
    }

    private async Task PutAsync(InboundTaken taken, string name, ReadOnlyMemory<byte> points, CancellationToken ct)
    {
        // Messages come in any order, and one that failed comes back after a newer one: only what says that it corrects replaces what is there.
        // They were readable when they came; another name of the source since then cannot be theirs.
        if (data.Read(name, points).Points is not { } read) return;
        var put = await data.PutSentAsync(taken.WorkspaceId, name, read, ct);
        if (put.Refused > 0) log.LogWarning("{Count} points of {Source} to {WorkspaceId} were refused: {Reason}", put.Refused, taken.Kind, taken.WorkspaceId, put.Reason);
    }
}
