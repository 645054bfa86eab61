using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Storage;
using Artisan.Areas.Value.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>What the workspace wants to be alerted of, as a whole.</summary>
/// <param name="Detector">Unusual values of calculations and sources.</param>
/// <param name="Rules">The rules, at most 40; those that are left out are gone.</param>
/// <param name="Email">The severities of alerts that are mailed to the owners when they open.</param>
/// <param name="EscalateAfterHours">1 to 168.</param>
/// <param name="Channels">The channels, at most 10; those that are left out of the list are gone, and without a list all stay.</param>
public sealed record UpdateRulesRequest(
    [Required] DetectorBody Detector, [Required, MaxLength(40)] IReadOnlyList<AlertRuleBody> Rules, [Required, MaxLength(3)] IReadOnlyList<string> Email, [Range(1, 168)] int EscalateAfterHours,
    [MaxLength(10)] IReadOnlyList<AlertChannelBody>? Channels = null);

/// <summary>Replaces the rules. Open alerts of a rule that is gone or switched off stay until somebody resolves them.</summary>
internal sealed class UpdateRules(AlertRows rows, IValueSeries values, ChannelCheck channels, IIds ids)
{
    private const string RulePrefix = "rul";

    private static readonly Dictionary<string, ChannelResult> NoResults = [];

    public async Task<Outcome<RulesResponse>> RunAsync(UpdateRulesRequest request, IfMatch ifMatch, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        var stored = await AlertRows.RulesAsync(home, ct);
        if (ifMatch.Refuses(stored.Row) is { } stale) return stale;
        var read = await ReadAsync(request, stored.Rules, caller.WorkspaceId, ct);
        if (read.Fault is { } fault) return fault;

        var change = home.Change().Save(AlertRows.Into(stored.Row, read.Value!))
            .Audit(caller, "alert.rules_changed", "alert-rules", caller.WorkspaceId, Audited(stored.Rules), Audited(read.Value!));
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            return Faults.Changed;
        }

        return Outcome.Versioned(RulesResponse.Of(read.Value!, await DeliveryRows.ResultsAsync(home, ct)), IfMatch.Of(stored.Row));
    }

    private async Task<Outcome<AlertRules>> ReadAsync(UpdateRulesRequest request, AlertRules before, string workspaceId, CancellationToken ct)
    {
        if (request.Email.Any(e => e is not ("info" or "warning" or "critical"))) return Faults.Invalid.At("email", "Each one of info, warning, critical.");
        if (request.Rules.Any(r => r is null)) return Faults.Invalid.At("rules", "A rule is an object.");
        IReadOnlyList<WatchedDefinition> definitions = request.Rules.Any(r => r.On?.DefinitionId is not null) ? await values.DefinitionsAsync(workspaceId, ct) : [];
        var rules = new List<AlertRule>();
        for (var i = 0; i < request.Rules.Count; i++)
        {
            var (body, at) = (request.Rules[i], $"rules[{i}].");
            if (body.Id is not null && (before.Rules.All(r => r.Id != body.Id) || rules.Any(r => r.Id == body.Id))) return AlertsFaults.RuleInvalid.At(at + "id", "A rule of this workspace, once; leave it out for a new one.");
            var condition = AlertNames.Condition(body.Condition);
            var judged = RuleCheck.Run(condition, body.On, body.Threshold, definitions, at);
            if (judged.Fault is { } fault) return fault;
            var (on, threshold) = judged.Value;
            rules.Add(new AlertRule { Id = body.Id ?? ids.New(RulePrefix), Name = body.Name, Condition = condition, On = on, Threshold = threshold, Severity = AlertNames.Severity(body.Severity), Enabled = body.Enabled });
        }

        Outcome<AlertChannel[]> told = request.Channels is null ? before.Channels.ToArray() : await channels.RunAsync(request.Channels, before.Channels, workspaceId, ct);
        if (told.Fault is { } refused) return refused;
        return new AlertRules
        {
            Detector = request.Detector.Enabled,
            Sensitivity = AlertNames.Sensitivity(request.Detector.Sensitivity),
            DetectorSeverity = AlertNames.Severity(request.Detector.Severity),
            Rules = rules,
            Email = [.. request.Email.Distinct().Select(AlertNames.Severity)],
            EscalateAfterHours = request.EscalateAfterHours,
            Channels = told.Value!,
        };
    }

    private static JsonObject Audited(AlertRules rules) => JsonNode.Parse(JsonSerializer.Serialize(RulesResponse.Of(rules, NoResults), AlertsJson.Default.RulesResponse))!.AsObject();
}
