using System.Globalization;
using Artisan.Azure.Tables;
using Azure;

namespace Artisan.LocalHost.Outbox;

/// <summary>Reads the e-mails that the handler keeps instead of sending: table platform, partition dev|outbox, newest first.</summary>
internal sealed class SentMails(TableServiceClient tables)
{
    private const string Partition = "dev|outbox";
    private const int Most = 200;

    private readonly TableClient _table = tables.GetTableClient("platform");

    public async Task<IReadOnlyList<SentMail>> ListAsync(string? to, CancellationToken ct)
    {
        List<SentMail> mails = [];
        try
        {
            await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), maxPerPage: Most, cancellationToken: ct))
            {
                var mail = Read(row);
                if (to is null || mail.To.Equals(to, StringComparison.OrdinalIgnoreCase)) mails.Add(mail);
                if (mails.Count == Most) break;
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Nothing has been stored yet.
        }

        return mails;
    }

    public async Task<SentMail?> FindAsync(string id, CancellationToken ct)
    {
        try
        {
            return await _table.GetEntityIfExistsAsync(Partition, id, cancellationToken: ct) is { } row ? Read(row) : null;
        }
        catch (Exception e) when (e is ArgumentException or RequestFailedException { Status: 404 })
        {
            return null;
        }
    }

    private static SentMail Read(TableEntity row) => new(
        row.RowKey, Text(row, "to"), Text(row, "subject"), Text(row, "text"), row["html"] as string is { Length: > 0 } html ? html : null, At(row));

    private static string Text(TableEntity row, string name) => row[name] as string ?? "";

    private static DateTimeOffset At(TableEntity row) => row["at"] switch
    {
        DateTimeOffset at => at,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) => at,
        _ => row.Timestamp ?? default,
    };
}
