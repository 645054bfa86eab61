using Artisan.Azure.Tables;

namespace Artisan.Areas.Identity.Registration;

/// <summary>
/// What somebody entered to register, until somebody shows by the mailed token that the address is his. It holds no password: only who reads the
/// mail chooses one.
/// </summary>
internal sealed record PendingRegistration
{
    /// <summary>How long a mailed token counts.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public required string UserId { get; init; }
    public required string WorkspaceId { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }
    public required string WorkspaceName { get; init; }

    /// <summary>Whether a workspace of his own is opened with the account; who was invited has none.</summary>
    public bool Founds => WorkspaceId.Length > 0;

    public TableEntity Into(TableEntity row)
    {
        row["user"] = UserId;
        row["workspace"] = WorkspaceId;
        row["name"] = Name;
        row["address"] = Address;
        row["workspaceName"] = WorkspaceName;
        return row;
    }

    /// <summary>The registration that a row holds; null where it holds only a wish for another mail, or what is left of an opened account's.</summary>
    public static PendingRegistration? From(TableEntity row) => row.GetString("name") is not { } name ? null : new()
    {
        UserId = row.GetString("user")!,
        WorkspaceId = row.GetString("workspace")!,
        Name = name,
        Address = row.GetString("address")!,
        WorkspaceName = row.GetString("workspaceName")!,
    };

    // The address stays out of logs.
    public override string ToString() => $"registration of {UserId}";
}
