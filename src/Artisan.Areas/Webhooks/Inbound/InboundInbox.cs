using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Webhooks.Inbound;

/// <summary>Asks to handle a message that was taken.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Kind">The source.</param>
/// <param name="Key">The message's row.</param>
internal sealed record InboundTaken(string WorkspaceId, string Kind, string Key)
{
    public const string Queue = "webhook-inbound";

    public static JsonTypeInfo<InboundTaken> JsonType => WebhooksJson.Default.InboundTaken;
}

/// <summary>
/// What sources sent, each message taken once. Its row and the message that has it handled are written in one transaction: what was acknowledged cannot be lost, and one that comes
/// again finds the row. It is open, with its body, until it was handled.
/// </summary>
internal sealed class InboundInbox(Stores stores, SystemClock clock, IOptions<WebhooksOptions> options)
{
    private const string Handled = "handled";
    private const string At = "at";
    private const string Length = "length";

    // A binary property holds 64 KB.
    private const int PartLength = 60_000;

    public Partition Home(string workspaceId) => stores.Workspace(WebhookKeys.Table, workspaceId).Partition(WebhookKeys.InboundPartition);

    /// <summary>Takes a message; false where it was taken before.</summary>
    public async Task<bool> TakeAsync(string workspaceId, string kind, string id, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var (home, key) = (Home(workspaceId), WebhookKeys.Inbound(kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))));
        var row = home.Row(key);
        (row[At], row[Handled], row[Length]) = (clock.Now, false, body.Length);
        for (var part = 0; part * PartLength < body.Length; part++) row[Part(part)] = body.Slice(part * PartLength, Math.Min(PartLength, body.Length - (part * PartLength))).ToArray();
        row[Partition.Expiry] = clock.Now + TimeSpan.FromDays(options.Value.KeptDays);
        try
        {
            await home.Change().Insert(row).Send(InboundTaken.Queue, new InboundTaken(workspaceId, kind, key), InboundTaken.JsonType).CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException e) when (e.Kind is ConflictKind.Exists)
        {
            return false;
        }
    }

    /// <summary>A message that is still to be handled; null where it was.</summary>
    public async Task<TableEntity?> FindOpenAsync(InboundTaken taken, CancellationToken ct) => await Home(taken.WorkspaceId).FindAsync(taken.Key, ct) is { } row && row.GetBoolean(Handled) is false ? row : null;

    /// <summary>The body of a message, to the byte.</summary>
    public static ReadOnlyMemory<byte> BodyOf(TableEntity row)
    {
        var body = new byte[row.GetInt32(Length)!.Value];
        for (var part = 0; part * PartLength < body.Length; part++) ((byte[])row[Part(part)]!).CopyTo(body, part * PartLength);
        return body;
    }

    /// <summary>A message was handled: it is remembered, its body is not.</summary>
    public async Task CloseAsync(InboundTaken taken, TableEntity open, CancellationToken ct)
    {
        var row = Home(taken.WorkspaceId).Row(taken.Key);
        (row[At], row[Handled], row[Length], row[Partition.Expiry]) = (open.GetDateTimeOffset(At), true, 0, open.GetDateTimeOffset(Partition.Expiry));
        // Whoever handled it beside this call writes the same.
        await Home(taken.WorkspaceId).Change().Upsert(row).CommitAsync(ct);
    }

    /// <summary>A message as an export shows it.</summary>
    public static InboundMessageResponse Shown(TableEntity row) =>
        new(row.RowKey.Split('|')[1], row.GetDateTimeOffset(At)!.Value, row.GetBoolean(Handled) is true, Encoding.UTF8.GetString(BodyOf(row).Span));

    private static string Part(int n) => $"b{n}";
}

/// <summary>A message of a source in an export.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="ReceivedAt">When it came first.</param>
/// <param name="Handled">Whether it was handled.</param>
/// <param name="Body">What it said; nothing is left of it once it was handled.</param>
internal sealed record InboundMessageResponse(string Source, DateTimeOffset ReceivedAt, bool Handled, string Body);
