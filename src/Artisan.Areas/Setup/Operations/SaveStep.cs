using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Setup.Checks;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Setup.Operations;

/// <summary>
/// Saves one step, whatever the state of the others; what was checked behind it goes stale. Saving what is there already changes nothing. Secrets are sealed
/// and never told again; a request that leaves them out keeps them.
/// </summary>
internal sealed class SaveStep(SetupRows rows, CredentialStore credentials, SourceKinds kinds, GetSetup get, SystemClock clock)
{
    private const int MostTries = 5;

    public async Task<Outcome<SetupResponse>> RunAsync(string step, SetupSettings request, Caller caller, CancellationToken ct)
    {
        if (!SetupSteps.IsStep(step)) return Faults.NotFound;
        if (!request.Named().SequenceEqual([step])) return Faults.Invalid.At(Member(step), "Send the settings of this step, and of no other.");
        if (SettingsCheck.Problem(request, kinds) is { } problem) return problem;

        var home = rows.Home(caller.WorkspaceId);
        for (var attempt = 1; ; attempt++)
        {
            var stored = await SetupRows.ReadAsync(home, ct);
            var before = stored.Snapshot.Steps.GetValueOrDefault(step);
            var settings = request.ApiIntegration is { } integration ? request with { ApiIntegration = Shown(integration, before?.Settings.ApiIntegration) } : request;
            if (MissingCredential(settings) is { } missing) return missing;
            var secrets = request.ApiIntegration?.Credentials ?? new Dictionary<string, string>();
            if (before is not null && secrets.Count == 0 && Text(before.Settings) == Text(settings)) return await get.ReadAsync(caller.WorkspaceId, ct);

            var now = clock.Now;
            var saved = new StepState((before?.Revision ?? 0) + 1, settings, now, caller.Actor);
            var change = home.Change().Save(SetupRows.Into(home, stored, SetupKeys.Step(step), saved, SetupDocs.Default.StepState))
                .Insert(rows.History(home, new SetupHistoryEntry(now, caller.Actor, step, "saved", null)))
                .Audit(caller, "setup.step.saved", "setup-step", step, Audited(step, before?.Settings), Audited(step, settings));
            if (secrets.Count > 0) await credentials.SaveAsync(change, home, secrets, IsSameKind(settings, before), ct);
            try
            {
                await change.CommitAsync(ct);
                return await get.ReadAsync(caller.WorkspaceId, ct);
            }
            catch (WriteConflictException) when (attempt < MostTries)
            {
                // The step was saved or checked meanwhile.
            }
            catch (WriteConflictException)
            {
                return Faults.Busy;
            }
        }
    }

    /// <summary>A step as it is named in JSON.</summary>
    public static string Member(string step) => step switch
    {
        SetupSteps.ApiIntegration => "apiIntegration",
        SetupSteps.DataSource => "dataSource",
        SetupSteps.MetricsConfig => "metricsConfig",
        _ => step,
    };

    // What is told of credentials: all of what is no secret, the last four characters of what is.
    private ApiIntegrationSettings Shown(ApiIntegrationSettings sent, ApiIntegrationSettings? before)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var credential in kinds.Find(sent.Kind)!.Credentials)
        {
            if (sent.Credentials?.GetValueOrDefault(credential.Name) is { } value) shown[credential.Name] = credential.Shown(value);
            else if (before?.Kind == sent.Kind && before.Credentials?.GetValueOrDefault(credential.Name) is { } kept) shown[credential.Name] = kept;
        }

        return new ApiIntegrationSettings(sent.Kind, shown.Count == 0 ? null : shown);
    }

    private Fault? MissingCredential(SetupSettings settings) => settings.ApiIntegration is { } integration
        && kinds.Find(integration.Kind)!.Credentials.FirstOrDefault(c => !c.IsOptional && integration.Credentials?.ContainsKey(c.Name) is not true) is { } missing
        ? Faults.Invalid.At($"apiIntegration.credentials.{missing.Name}", $"{missing.Label} is needed.")
        : null;

    private static bool IsSameKind(SetupSettings settings, StepState? before) => before?.Settings.ApiIntegration?.Kind == settings.ApiIntegration!.Kind;

    private static string Text(SetupSettings settings) => JsonSerializer.Serialize(settings, SetupJson.Default.SetupSettings);

    private static JsonObject? Audited(string step, SetupSettings? settings) =>
        settings is null ? null : new JsonObject { ["step"] = step, ["settings"] = JsonNode.Parse(Text(settings))![Member(step)]!.DeepClone() };
}
