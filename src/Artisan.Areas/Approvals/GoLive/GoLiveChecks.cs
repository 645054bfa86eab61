using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Value.Contracts;
using Artisan.Value.Calculations;
using Artisan.Value.Json;

namespace Artisan.Areas.Approvals.GoLive;

/// <summary>What was found, and what it was found from.</summary>
internal sealed record CheckedReadiness(IReadOnlyList<GoLiveCheckResponse> Checks, IReadOnlyList<CalculatingDefinition> Billed)
{
    public bool IsReady => Checks.All(c => c.Passes);

    /// <summary>Names the very definitions that would be billed, so that nobody switches on others than he saw.</summary>
    public string ETag { get; } =
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Billed.Select(d => $"{d.Id} {d.ContentHash}").Order(StringComparer.Ordinal)))))}\"";
}

/// <summary>Looks at everything that has to be right before value is billed, as it is at this moment.</summary>
internal sealed class GoLiveChecks(IValueReadiness value, ISetupState setup, IOpenAlerts alerts)
{
    public async Task<CheckedReadiness> RunAsync(string workspaceId, CancellationToken ct)
    {
        var definitions = value.ListAsync(workspaceId, ct);
        var (setup, alerting) = (SetupAsync(workspaceId, ct), AlertsAsync(workspaceId, ct));
        IReadOnlyList<CalculatingDefinition> billed = [.. (await definitions).Where(d => d.ApprovalId is not null)];
        return new CheckedReadiness([await setup, Approvals(billed, (await definitions).Count - billed.Count), MeasurementAccuracy(billed), await alerting], billed);
    }

    private async Task<GoLiveCheckResponse> SetupAsync(string workspaceId, CancellationToken ct)
    {
        var progress = await setup.GetAsync(workspaceId, ct);
        return new GoLiveCheckResponse("setup", "The setup is complete", progress.IsComplete, progress.IsComplete
            ? "All steps are validated and the setup is proven by a receipt."
            : string.Create(CultureInfo.InvariantCulture, $"{progress.StepsDone} of {progress.Steps} steps are done; finish the setup."), "/setup");
    }

    private static GoLiveCheckResponse Approvals(IReadOnlyList<CalculatingDefinition> billed, int alone)
    {
        var unbilled = alone > 0 ? string.Create(CultureInfo.InvariantCulture, $" {Count(alone, "definition")} activated without approval {(alone == 1 ? "stays" : "stay")} unbilled.") : "";
        return new GoLiveCheckResponse("approvals", "A definition is signed off and active", billed.Count > 0, billed.Count > 0
            ? $"Signed off by finance, technical and executive: {string.Join(", ", billed.Select(d => d.Name))}.{unbilled}"
            : $"No signed-off definition is active: submit one, let it be signed off, and activate it.{unbilled}", "/approvals");
    }

    private static GoLiveCheckResponse MeasurementAccuracy(IReadOnlyList<CalculatingDefinition> billed)
    {
        const string title = "The measurement is right to 85 % at least";
        if (billed.Count == 0) return new GoLiveCheckResponse("accuracy", title, false, "There is no definition yet whose accuracy counts.", "/value/accuracy");
        if (billed.FirstOrDefault(d => d.Accuracy is null) is { } unknown)
        {
            return new GoLiveCheckResponse("accuracy", title, false, $"The accuracy of {unknown.Name} is not known: finance says for three calculated periods what is right.", "/value/accuracy");
        }

        var lowest = billed.MinBy(d => d.Accuracy)!;
        return new GoLiveCheckResponse("accuracy", title, lowest.Accuracy >= Accuracy.Least, $"{lowest.Name} is the least right one, with {DecimalText.FormatFixed(lowest.Accuracy!.Value, 2)} %.", "/value/accuracy");
    }

    private async Task<GoLiveCheckResponse> AlertsAsync(string workspaceId, CancellationToken ct)
    {
        var open = await alerts.CountAsync(workspaceId, AlertSeverity.Critical, ct);
        return new GoLiveCheckResponse("alerts", "No critical alert is open", open == 0, open switch
        {
            0 => "No critical alert is open.",
            _ => $"{Count(open, "critical alert")} {(open == 1 ? "is" : "are")} open; resolve what is wrong.",
        }, "/alerts");
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
