using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Model;

/// <summary>What may stand in a workspace's settings.</summary>
internal static class WorkspaceTexts
{
    /// <summary>Null where zone and currency are known.</summary>
    public static Fault? Refuses(string timeZone, string currency) =>
        !TimeZones.IsKnown(timeZone) ? Faults.Invalid.At("timeZone", "An IANA time zone such as Europe/Berlin.")
        : !Currencies.IsKnown(currency) ? Faults.Invalid.At("currency", "An ISO 4217 code such as EUR.")
        : null;
}
