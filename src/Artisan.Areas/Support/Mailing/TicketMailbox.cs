using System.Text.Json;
using Artisan.Areas.Support.Contracts;
using Artisan.Areas.Support.Storage;
using Artisan.Azure.Blobs;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Support.Mailing;

/// <summary>An e-mail that waits to become a message: too large for a queue, so the queue names it.</summary>
internal sealed record KeptMail(string MessageId, string TicketId, string Token, string From, string Text, IReadOnlyList<KeptFile> Files);

/// <summary>A file of a waiting e-mail.</summary>
internal sealed record KeptFile(string Name, byte[] Content);

/// <summary>The queue's message: where the e-mail lies.</summary>
internal sealed record TicketMailReceived(string Name);

/// <summary>Keeps received e-mails until they are handled. One that comes twice lies in the same place.</summary>
internal sealed class TicketMailbox(BlobServiceClient blobs, Queues queues, IOptions<SupportOptions> options) : ITicketMailbox
{
    // What is beyond that is no message to support.
    private const int MostText = 100_000;

    private readonly BlobContainerClient _mails = blobs.GetBlobContainerClient(SupportKeys.Mailbox);

    public bool IsOurs(string address) => Parse(address) is not null;

    public async Task PutAsync(ReceivedMail mail, CancellationToken ct)
    {
        if (Parse(mail.To) is not var (ticket, token)) return;
        var text = mail.Text.Length > MostText ? mail.Text[..MostText] : mail.Text;
        var kept = new KeptMail(mail.MessageId, ticket, token, mail.From, text, [.. mail.Files.Select(f => new KeptFile(f.Name, f.Content.ToArray()))]);
        var name = SupportKeys.Mail(mail.MessageId, mail.To, mail.From);
        await UploadAsync(name, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(kept, SupportDocs.Default.KeptMail)), ct);
        await queues.SendAsync(ReceiveTicketMail.Queue, new TicketMailReceived(name), SupportDocs.Default.TicketMailReceived, ct);
    }

    /// <summary>A waiting e-mail; null where it was handled.</summary>
    public async Task<KeptMail?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return (await _mails.GetBlobClient(name).DownloadContentAsync(cancellationToken: ct)).Value.Content.ToObjectFromJson(SupportDocs.Default.KeptMail);
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Forgets an e-mail that was handled.</summary>
    public Task DeleteAsync(string name, CancellationToken ct) => _mails.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: ct);

    private (string TicketId, string Token)? Parse(string address) => options.Value.Domain is { } domain ? MailTokens.Parse(address, domain) : null;

    private async Task UploadAsync(string name, BinaryData mail, CancellationToken ct)
    {
        try
        {
            await _mails.GetBlobClient(name).UploadAsync(mail, overwrite: true, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            await _mails.CreateIfNotExistsAsync(ct);
            await _mails.GetBlobClient(name).UploadAsync(mail, overwrite: true, ct);
        }
    }
}
