using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Http;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Whether a condition says what it needs to: what it watches, of this workspace, and how much of it.</summary>
internal static class RuleCheck
{
    /// <summary>The subject and threshold of a condition; a fault that names the field where they do not fit it.</summary>
    public static Outcome<(AlertSubject On, decimal Threshold)> Run(AlertCondition condition, AlertSubjectBody? body, string? threshold, IReadOnlyList<WatchedDefinition> definitions, string field = "")
    {
        var on = AlertSubjectBody.Read(body);
        if (on.DefinitionId is not null && definitions.All(d => d.Id != on.DefinitionId)) return Refused("on", "There is no such definition in this workspace.");
        if (on.DefinitionId is not null && on.Source is not null) return Refused("on", "A definition or a source, not both.");
        switch (condition)
        {
            case AlertCondition.SourceFailing when on.DefinitionId is not null || on.Field is not null: return Refused("on", "A source, or nothing for all of them.");
            case AlertCondition.AccuracyBelow when on.Source is not null: return Refused("on", "A definition, or nothing for all of them.");
            case AlertCondition.Missing:
                if (on.Source is null) return Refused("on", "The source whose points may be missing.");
                on = on with { Field = IValueSeries.Points };
                break;
            case AlertCondition.Above or AlertCondition.Below or AlertCondition.Change or AlertCondition.Anomaly when on.DefinitionId is null && (on.Source is null || on.Field is null):
                return Refused("on", "A definition, or a source and a field.");
        }

        if (condition is AlertCondition.SourceFailing or AlertCondition.Anomaly) return (on, 0m);
        if (threshold is null || !DecimalText.TryParse(threshold, out var value)) return Refused("threshold", "A decimal.");
        return condition switch
        {
            AlertCondition.Change when value <= 0 => Refused("threshold", "More than 0 percent."),
            AlertCondition.Missing when value is < 1 or > 365 || value != decimal.Truncate(value) => Refused("threshold", "A whole number of days from 1 to 365."),
            AlertCondition.AccuracyBelow when value is < 0 or > 100 => Refused("threshold", "From 0 to 100 percent."),
            _ => (on, value),
        };

        Fault Refused(string what, string why) => AlertsFaults.RuleInvalid.At(field + what, why);
    }
}
