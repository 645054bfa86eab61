using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Sources;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Inbound;

/// <summary>That a message was taken.</summary>
/// <param name="Received">It will be handled, whatever happens here.</param>
/// <param name="Repeated">It had been taken before; nothing happens again.</param>
public sealed record InboundResponse(bool Received, bool Repeated);

/// <summary>
/// Takes what a workspace's source sends: verified on the raw bytes before anything is read, answered as soon as it is durable, once each. The connection's id names the
/// workspace; where there is no such connection, nothing tells whether there is such a workspace.
/// </summary>
internal sealed class ReceiveInbound(
    IEnumerable<IInboundSource> sources, IInboundConnections connections, WorkspaceClosing closing, InboundInbox inbox, IValueData data, SystemClock clock, IOptions<ApiOptions> api, ILogger<ReceiveInbound> log)
{
    // A batch of a thousand points has about half of it.
    private const int MostBytes = 256 * 1024;

    public async Task<IResult> RunAsync(string source, string connectionId, HttpRequest request, CancellationToken ct)
    {
        if (sources.FirstOrDefault(s => s.Kind == source) is not { } kind) return (Outcome<InboundResponse>)Faults.NotFound;
        var outcome = await TakeAsync(kind, connectionId, request, ct);
        return outcome.Fault is null && kind.Answer is { } answer ? Results.Text(answer.Text, answer.ContentType) : outcome;
    }

    private async Task<Outcome<InboundResponse>> TakeAsync(IInboundSource kind, string connectionId, HttpRequest request, CancellationToken ct)
    {
        if (await ConnectionAsync(kind, connectionId, ct) is not var (workspaceId, connection)) return Faults.NotFound;
        if (await BodyAsync(request, ct) is not { } body) return WebhooksFaults.InboundTooLarge;
        var sent = new InboundRequest(new Uri(api.Value.PublicUrl, request.GetEncodedPathAndQuery()), name => request.Headers[name] is [var only] ? only : null, body);
        if (kind.Verify(sent, connection.Secret, clock.Now) is { } refusal)
        {
            log.LogWarning("A message of {Source} to {WorkspaceId} was refused: {Refusal}.", kind.Kind, workspaceId, refusal);
            return refusal is InboundRefusal.Stale ? WebhooksFaults.InboundStale : WebhooksFaults.InboundForged;
        }

        var content = kind.Read(sent);
        if (content.Problem is { } unreadable) return WebhooksFaults.InboundUnreadable.Because(unreadable);
        if (content.Points is { } points)
        {
            if (connection.PointsSource is not { } name) return WebhooksFaults.InboundNotSetUp;
            if (data.Read(name, points).Problem is { } problem) return WebhooksFaults.InboundUnreadable.Because(problem);
        }

        return new InboundResponse(true, !await inbox.TakeAsync(workspaceId, kind.Kind, content.Id, body, ct));
    }

    private async Task<(string WorkspaceId, InboundConnection Connection)?> ConnectionAsync(IInboundSource kind, string connectionId, CancellationToken ct) =>
        InboundConnection.WorkspaceOf(connectionId) is { } workspaceId && !await closing.IsClosedAsync(workspaceId, ct) && await connections.FindAsync(workspaceId, kind.Kind, ct) is { } connection
            ? (workspaceId, connection) : null;

    // Null where it is too long, whatever its header says.
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return null;
        var body = new byte[MostBytes + 1];
        var read = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        return read > MostBytes ? null : body[..read];
    }
}
