using Artisan.Azure.Tables;
using Artisan.Platform.Access;

namespace Artisan.Areas.Identity.Storage;

/// <summary>How an API key is kept: everything but its secret. The access check reads <c>hash</c>, <c>scopes</c> and <c>lastUsed</c>.</summary>
internal static class ApiKeyRow
{
    public static TableEntity Into(TableEntity row, ApiKey key, string name, IReadOnlyList<string> scopes, string createdBy, DateTimeOffset at)
    {
        row["id"] = key.Id;
        row["hash"] = key.SecretHash;
        row["name"] = name;
        row["scopes"] = string.Join(' ', scopes);
        row["createdBy"] = createdBy;
        row["createdAt"] = at;
        return row;
    }
}
