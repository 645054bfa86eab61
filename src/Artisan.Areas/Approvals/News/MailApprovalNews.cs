using System.Text.Json;
using Artisan.Areas.Approvals.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Approvals.News;

/// <summary>Writes people about approvals: one mail each and piece of news, however often its message comes. Who has left the workspace meanwhile gets none.</summary>
internal sealed class MailApprovalNews(ApprovalRows rows, IMembers members, IWorkspaces workspaces, IOptions<ApiOptions> api, SystemClock clock) : IOutboxSink
{
    public const string SinkName = "approval-news";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await MailAsync(message.Id, JsonSerializer.Deserialize(message.Body, ApprovalDocs.Default.ApprovalNewsMessage)!, ct);
    }

    private async Task MailAsync(string messageId, ApprovalNewsMessage news, CancellationToken ct)
    {
        if (await workspaces.FindAsync(news.WorkspaceId, ct) is not { } workspace) return;
        var home = rows.Home(news.WorkspaceId);
        var done = home.Row(ApprovalKeys.Done(messageId));
        done[Partition.Expiry] = clock.Now + Remembered;
        var change = home.Change().Insert(done);
        var (subject, paragraphs) = Words(news, workspace);
        var content = new MailContent(
            subject, paragraphs, new MailLink("Open the approval", new Uri(api.Value.PublicUrl, $"/approvals/{news.ApprovalId}")), $"You get this message from Artisan because of your part in {workspace.Name}.");
        foreach (var member in (await members.ListAsync(news.WorkspaceId, ct)).Where(m => news.Users.Contains(m.UserId))) change.Mail(member.Email, subject, content, "value");
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            // The same message, delivered twice: it was mailed.
        }
    }

    private static (string Subject, IReadOnlyList<string> Paragraphs) Words(ApprovalNewsMessage news, WorkspaceSettings workspace)
    {
        var until = $"It waits until {TimeZones.Words(news.ExpiresAt, workspace.TimeZone)}.";
        return news.News switch
        {
            ApprovalNews.YourTurn => ($"{news.Name} waits for you", [$"The value definition {news.Name} of {workspace.Name} waits for the {news.Stage} stage: read what it measures and costs, then decide.", until]),
            ApprovalNews.Reminder => ($"{news.Name} still waits for you", [$"The value definition {news.Name} of {workspace.Name} has not been decided in the {news.Stage} stage.", until]),
            ApprovalNews.ChangesRequested => ($"Changes are requested for {news.Name}", [$"An approver of {workspace.Name} asks for changes to the value definition {news.Name}:", news.Comment ?? "", "Change it and submit it again; all stages begin anew then."]),
            ApprovalNews.SignedOff => ($"{news.Name} is signed off", [$"Finance, technical and executive agreed to the value definition {news.Name} of {workspace.Name}. An owner can activate it now."]),
            ApprovalNews.Expired => ($"The approval of {news.Name} has expired", [$"Nobody ended the approval of the value definition {news.Name} of {workspace.Name} within 14 days. It is a draft again and can be submitted anew."]),
            _ => throw new ArgumentOutOfRangeException(nameof(news)),
        };
    }
}
