using Artisan.Azure.Tables;

namespace Artisan.Areas.Identity.Storage;

/// <summary>How a profile is kept.</summary>
internal static class ProfileRow
{
    public static TableEntity Into(TableEntity row, Profile profile)
    {
        row["name"] = profile.Name;
        row["email"] = profile.Email;
        row["password"] = profile.PasswordHash;
        row["locale"] = profile.Locale;
        row["timeZone"] = profile.TimeZone;
        row["lastWorkspace"] = profile.LastWorkspace;
        row["places"] = string.Join(' ', profile.Places);
        row["countries"] = string.Join(' ', profile.Countries);
        row["createdAt"] = profile.CreatedAt;
        return row;
    }

    public static Profile From(TableEntity row) => new()
    {
        Name = row.GetString("name")!,
        Email = row.GetString("email")!,
        PasswordHash = row.GetString("password")!,
        Locale = row.GetString("locale")!,
        TimeZone = row.GetString("timeZone")!,
        LastWorkspace = row.GetString("lastWorkspace")!,
        Places = List(row, "places"),
        Countries = List(row, "countries"),
        CreatedAt = row.GetDateTimeOffset("createdAt")!.Value,
    };

    private static string[] List(TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text.Split(' ') : [];
}
