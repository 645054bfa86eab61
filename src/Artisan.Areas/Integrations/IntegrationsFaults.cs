using Artisan.Platform.Http;
using Artisan.Platform.Sources;

namespace Artisan.Areas.Integrations;

/// <summary>The refusals of the area.</summary>
public static class IntegrationsFaults
{
    public static readonly Fault NotSetUp = new("integrations.not_set_up", 409, "This installation is not registered with the service; its operator has to enter a client id.");
    public static readonly Fault OtherWay = new("integrations.other_way", 409, "This service is not connected in this way.");
    public static readonly Fault NotConnected = new("integrations.not_connected", 409, "The service is not connected; connect it first.");
    public static readonly Fault NeedsReconnect = new("integrations.needs_reconnect", 409, "The service no longer accepts what it was given; connect it again.");
    public static readonly Fault KeysRefused = new("integrations.keys_refused", 422, "The service does not accept these keys.");
    public static readonly Fault Refused = new("integrations.refused", 422, "The service refuses this.");
    public static readonly Fault Silent = new("integrations.silent", 503, "The service does not answer at the moment; try again later.") { RetryAfter = 60 };
    public static readonly Fault Busy = new("integrations.busy", 503, "The service takes no more calls for now; try again later.") { RetryAfter = 60 };
    public static readonly Fault ReturnInvalid = new("integrations.return_invalid", 400, "The way back from the service does not belong to this browser, was used already, or took too long; begin again.");
    public static readonly Fault ConsentRefused = new("integrations.consent_refused", 409, "The service was not told to let Artisan in.");
    public static readonly Fault PostUncertain = new("integrations.post_uncertain", 409, "An earlier try may have been posted although its answer was lost; look there before you post it again.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [NotSetUp, OtherWay, NotConnected, NeedsReconnect, KeysRefused, Refused, Silent, Busy, ReturnInvalid, ConsentRefused, PostUncertain];

    /// <summary>What a caller is told of a service's failure.</summary>
    internal static Fault Of(SourceException e, bool keys = false) => e.Failure switch
    {
        SourceFailure.WrongCredentials => (keys ? KeysRefused : NeedsReconnect).Because(e.Message),
        SourceFailure.NoPermission => Refused.Because(e.Message),
        SourceFailure.RateLimited => Busy.Because(e.Message) with { RetryAfter = (int)Math.Clamp((e.RetryAfter ?? TimeSpan.FromMinutes(1)).TotalSeconds, 1, 86_400) },
        _ => Silent.Because(e.Message),
    };
}
