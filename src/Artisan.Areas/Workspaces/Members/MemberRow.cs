using Artisan.Areas.Workspaces.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Members;

/// <summary>How a member is kept. Name and address are copies of the user's own, so that a list of members is one read.</summary>
internal static class MemberRow
{
    public static TableEntity Into(TableEntity row, Member member)
    {
        row["role"] = member.Role.Name();
        row["hats"] = string.Join(' ', member.Hats.Names());
        row["name"] = member.Name;
        row["email"] = member.Email;
        row["joinedAt"] = member.JoinedAt;
        return row;
    }

    public static Member From(TableEntity row) => new(
        WorkspaceKeys.UserOf(row.RowKey), RoleNames.ParseRole(row.GetString("role"))!.Value, RoleNames.ParseHats(row.GetString("hats")!.Split(' ')),
        row.GetString("name") ?? "", row.GetString("email") ?? "", row.GetDateTimeOffset("joinedAt")!.Value);
}
