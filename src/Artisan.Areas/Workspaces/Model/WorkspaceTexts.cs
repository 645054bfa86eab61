using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces.Model;

/// <summary>What may stand in a workspace's settings.</summary>
internal static class WorkspaceTexts
{
    /// <summary>One line with something in it: no control characters, no line separators, no characters that reverse the direction of reading.</summary>
    public const string Line = @"^(?=.*\S)[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$";

    /// <summary>What the pattern of <see cref="Line"/> means.</summary>
    public const string LineMessage = "One line of text that is not blank.";

    /// <summary>Null where zone and currency are known.</summary>
    public static Fault? Refuses(string timeZone, string currency) =>
        !TimeZones.IsKnown(timeZone) ? Faults.Invalid.At("timeZone", "An IANA time zone such as Europe/Berlin.")
        : !Currencies.IsKnown(currency) ? Faults.Invalid.At("currency", "An ISO 4217 code such as EUR.")
        : null;
}
