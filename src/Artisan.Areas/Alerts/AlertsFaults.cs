using Artisan.Platform.Http;

namespace Artisan.Areas.Alerts;

/// <summary>The refusals of the area.</summary>
public static class AlertsFaults
{
    public static readonly Fault Resolved = new("alerts.resolved", 409, "This alert is resolved already.");
    public static readonly Fault TechnicalNeeded = new("alerts.technical_needed", 403, "A critical alert is resolved or snoozed by somebody with the technical hat.");
    public static readonly Fault RuleInvalid = new("alerts.rule_invalid", 400, "The rule does not say what it watches, or how.");
    public static readonly Fault ChannelInvalid = new("alerts.channel_invalid", 400, "The channel does not say where messages go, or leads to where none may go.");
    public static readonly Fault NoHistory = new("alerts.no_history", 422, "There are no figures yet on which this could be tried.");

    /// <summary>Every fault of the area, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } = [Resolved, TechnicalNeeded, RuleInvalid, ChannelInvalid, NoHistory];
}
