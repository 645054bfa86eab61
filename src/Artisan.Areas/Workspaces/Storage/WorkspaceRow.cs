using Artisan.Areas.Workspaces.Contracts;
using Artisan.Azure.Tables;

namespace Artisan.Areas.Workspaces.Storage;

/// <summary>How a workspace is kept.</summary>
internal static class WorkspaceRow
{
    /// <summary>How many owners it has; every change of a role replaces this row with it, so that the last owner stays.</summary>
    public const string Owners = "owners";

    public static TableEntity Into(TableEntity row, WorkspaceSettings settings)
    {
        row["name"] = settings.Name;
        row["timeZone"] = settings.TimeZone;
        row["currency"] = settings.Currency;
        return row;
    }

    public static WorkspaceSettings From(TableEntity row) => new(row.GetString("name")!, row.GetString("timeZone")!, row.GetString("currency")!);

    public static DateTimeOffset CreatedAt(TableEntity row) => row.GetDateTimeOffset("createdAt")!.Value;
}
