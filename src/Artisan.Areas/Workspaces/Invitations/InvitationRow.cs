using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>How an invitation is kept.</summary>
internal static class InvitationRow
{
    public static TableEntity Into(TableEntity row, Invitation invitation)
    {
        row["email"] = invitation.Email;
        row["address"] = invitation.AddressKey;
        row["role"] = invitation.Role.Name();
        row["hats"] = string.Join(' ', invitation.Hats.Names());
        row["invitedBy"] = invitation.InvitedBy;
        row["secret"] = invitation.SecretHash;
        row["createdAt"] = invitation.CreatedAt;
        row["expiresAt"] = invitation.ExpiresAt;
        Set(row, "remindAt", invitation.RemindAt);
        Set(row, "reminderSecret", invitation.ReminderHash);
        Set(row, "acceptedBy", invitation.AcceptedBy);
        row[Partition.Expiry] = invitation.ExpiresAt + Invitation.Kept;
        return row;
    }

    public static Invitation From(TableEntity row) => new()
    {
        Id = InvitationKeys.IdOf(row.RowKey),
        Email = row.GetString("email")!,
        AddressKey = row.GetString("address")!,
        Role = RoleNames.ParseRole(row.GetString("role"))!.Value,
        Hats = RoleNames.ParseHats(row.GetString("hats")!.Split(' ')),
        InvitedBy = row.GetString("invitedBy")!,
        SecretHash = row.GetString("secret")!,
        CreatedAt = row.GetDateTimeOffset("createdAt")!.Value,
        ExpiresAt = row.GetDateTimeOffset("expiresAt")!.Value,
        RemindAt = row.GetDateTimeOffset("remindAt"),
        ReminderHash = row.GetString("reminderSecret"),
        AcceptedBy = row.GetString("acceptedBy"),
    };

    private static void Set(TableEntity row, string property, object? value)
    {
        if (value is null) row.Remove(property);
        else row[property] = value;
    }
}
