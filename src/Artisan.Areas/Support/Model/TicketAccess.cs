using Artisan.Platform.Access;

namespace Artisan.Areas.Support.Model;

/// <summary>Whose tickets are whose: a member sees his own, admins and API keys of the workspace all of them.</summary>
internal static class TicketAccess
{
    public static bool SeesAll(this Caller caller) => caller.Is(Role.Admin) || caller.ApiKeyId is not null;

    public static bool Sees(this Caller caller, string authorId) => caller.SeesAll() || (caller.UserId is not null && caller.UserId == authorId);
}
