using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Billing.Life;

/// <summary>The mails that a developer's machine keeps.</summary>
internal static class BillingMails
{
    /// <summary>The subjects of all mails.</summary>
    public static async Task<IReadOnlyList<string>> SubjectsAsync(ArtisanApp app)
    {
        await app.SettleAsync();
        var subjects = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"dev|outbox"}");
        await foreach (var row in StorageClients.Create(app.ConnectionString).Tables.GetTableClient("platform").QueryAsync(filter)) subjects.Add(row.GetString("subject")!);
        return subjects;
    }
}
