using System.Text.RegularExpressions;
using Artisan.Areas.Setup.Model;
using Artisan.Areas.Setup.Sources;
using Artisan.Platform.Http;
using Artisan.Platform.Sources;
using DecimalText = Artisan.Value.Json.DecimalText;

namespace Artisan.Areas.Setup.Checks;

/// <summary>The form of a step's settings, as far as attributes do not say it.</summary>
internal static partial class SettingsCheck
{
    private const int LongestRange = 3_660;

    public static Fault? Problem(SetupSettings settings, SourceKinds kinds) =>
        settings.ApiIntegration is { } integration ? Integration(integration, kinds)
        : settings.DataSource is { } source ? Fields(source)
        : settings.MetricsConfig is { } metrics ? Metrics(metrics)
        : settings.Baseline is { } baseline ? Baseline(baseline)
        : Testing(settings.Testing!);

    private static Fault? Integration(ApiIntegrationSettings integration, SourceKinds kinds)
    {
        if (kinds.Find(integration.Kind) is not { } kind) return At("apiIntegration.kind", $"One of {string.Join(", ", kinds.All.Select(k => k.Kind))}.");
        foreach (var (name, value) in integration.Credentials ?? new Dictionary<string, string>())
        {
            if (kind.Credentials.All(c => c.Name != name)) return At($"apiIntegration.credentials.{name}", $"{kind.Name} asks for nothing of this name.");
            if (!SourceCredential.Takes(value)) return At($"apiIntegration.credentials.{name}", SourceCredential.Form);
            if (name == SourceCredential.WebhookSecret && kinds.Inbound(kind.Kind)?.Problem(value) is { } problem) return At($"apiIntegration.credentials.{name}", problem);
        }

        return null;
    }

    private static Fault? Fields(DataSourceSettings source) => source.Fields?.All(f => f is not null && FieldName().IsMatch(f)) is false
        ? At("dataSource.fields", "A field's name has 1 to 80 of a-z, A-Z, 0-9, _ and a dot, and begins with a letter.")
        : null;

    private static Fault? Metrics(MetricsConfigSettings metrics)
    {
        if (metrics.Fields.Any(f => f is null)) return At("metricsConfig.fields", "A field has a name there and one here.");
        if (metrics.Where?.Any(w => w is null) is true) return At("metricsConfig.where", "A condition has a field and a value.");
        return metrics.Fields.GroupBy(f => f.To, StringComparer.Ordinal).Any(g => g.Count() > 1) ? At("metricsConfig.fields", "Two fields cannot have the same name here.") : null;
    }

    private static Fault? Baseline(BaselineSettings baseline)
    {
        if (Range(baseline.From, baseline.To) is { } message) return At("baseline.to", message);
        if (baseline.Method == "trailing" && baseline.Periods is null) return At("baseline.periods", "A trailing baseline needs the number of periods, 2 to 366.");
        return baseline.Method == "fixed" && !DecimalText.TryParse(baseline.Value, out _) ? At("baseline.value", "A fixed baseline needs a decimal number of at most 28 digits.") : null;
    }

    private static Fault? Testing(TestingSettings testing) =>
        Range(testing.From, testing.To) is { } message ? At("testing.to", message)
        : DecimalText.TryParse(testing.Reference, out _) ? null : At("testing.reference", "A decimal number of at most 28 digits, such as 1250.50.");

    private static string? Range(DateOnly from, DateOnly to) =>
        from.Year is >= 1970 and <= 2099 && to.Year is >= 1970 and <= 2099 && to.DayNumber - from.DayNumber is > 0 and <= LongestRange ? null : "The day after the last, at most ten years behind the first, from 1970 to 2099.";

    private static Fault At(string field, string message) => Faults.Invalid.At(field, message);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.]{0,79}\z")]
    private static partial Regex FieldName();
}
