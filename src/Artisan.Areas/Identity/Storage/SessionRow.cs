using System.Text.Json;
using Artisan.Areas.Identity.Model;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>How a session is kept; its row expires with it.</summary>
internal static class SessionRow
{
    public static TableEntity Into(TableEntity row, Session session)
    {
        row["createdAt"] = session.CreatedAt;
        row["lastUsedAt"] = session.LastUsedAt;
        row["secret"] = session.SecretHash;
        row["generation"] = session.Generation;
        row["spent"] = JsonSerializer.Serialize(session.Spent, IdentityStorageJson.Default.IReadOnlyListSpentSecret);
        row["workspace"] = session.WorkspaceId;
        row["userAgent"] = session.UserAgent;
        row["ip"] = session.Ip;
        row[Partition.Expiry] = session.EndsAt;
        return row;
    }

    public static Session From(string userId, TableEntity row) => new()
    {
        Id = row.RowKey[2..],
        UserId = userId,
        CreatedAt = row.GetDateTimeOffset("createdAt")!.Value,
        LastUsedAt = row.GetDateTimeOffset("lastUsedAt")!.Value,
        SecretHash = row.GetString("secret")!,
        Generation = row.GetInt32("generation")!.Value,
        Spent = JsonSerializer.Deserialize(row.GetString("spent")!, IdentityStorageJson.Default.IReadOnlyListSpentSecret)!,
        WorkspaceId = row.GetString("workspace") ?? "",
        UserAgent = row.GetString("userAgent") ?? "",
        Ip = row.GetString("ip") ?? "",
    };
}
