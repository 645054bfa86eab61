namespace Artisan.Areas.Setup.Model;

/// <summary>The five steps, in their order.</summary>
internal static class SetupSteps
{
    public const string ApiIntegration = "api-integration";
    public const string DataSource = "data-source";
    public const string MetricsConfig = "metrics-config";
    public const string Baseline = "baseline";
    public const string Testing = "testing";

    public static IReadOnlyList<string> All { get; } = [ApiIntegration, DataSource, MetricsConfig, Baseline, Testing];

    public static bool IsStep(string name) => All.Contains(name);

    /// <summary>The steps before one.</summary>
    public static IEnumerable<string> Before(string step) => All.TakeWhile(s => s != step);
}
