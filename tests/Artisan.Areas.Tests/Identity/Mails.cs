using System.Text.RegularExpressions;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>A mail in the dev outbox.</summary>
internal sealed record SeenMail(string Subject, string Text, string? Token);

internal static partial class Mails
{
    /// <summary>All mails to an address, the newest first; what is on its way arrives before.</summary>
    public static async Task<IReadOnlyList<SeenMail>> ToAsync(ArtisanApp app, string address)
    {
        await app.SettleAsync();
        var mails = new List<SeenMail>();
        var table = StorageClients.Create(app.ConnectionString).Tables.GetTableClient("platform");
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}")))
        {
            if (row.GetString("to") != address) continue;
            var text = row.GetString("text")!;
            mails.Add(new SeenMail(row.GetString("subject")!, text, Token().Match(text) is { Success: true } match ? match.Groups[1].Value : null));
        }

        return mails;
    }

    [GeneratedRegex(@"#token=([A-Za-z0-9_.-]+)")]
    private static partial Regex Token();
}
