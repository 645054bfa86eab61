using System.Text.RegularExpressions;
using Artisan.Azure;
using Artisan.Azure.Tables;

namespace Artisan.Testing.Host;

/// <summary>The mails that a developer's machine keeps instead of sending them.</summary>
public static partial class DevOutbox
{
    /// <summary>The token in the newest mail to an address whose link leads to a page; null where there is none.</summary>
    public static async Task<string?> FindTokenAsync(string connectionString, string to, string page)
    {
        var table = StorageClients.Create(connectionString).Tables.GetTableClient("platform");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}");
        try
        {
            await foreach (var row in table.QueryAsync(filter))
            {
                if (row.GetString("to") != to) continue;
                var match = Link().Matches(row.GetString("text") ?? "").FirstOrDefault(m => m.Groups["page"].Value == page);
                if (match is not null) return Uri.UnescapeDataString(match.Groups["token"].Value);
            }
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            // No mail was ever written.
        }

        return null;
    }

    [GeneratedRegex(@"https?://\S+?/(?<page>[a-z/-]+)#token=(?<token>[^\s""<]+)")]
    private static partial Regex Link();
}
