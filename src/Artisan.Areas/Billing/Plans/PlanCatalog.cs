using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Areas.Billing.Plans;

/// <summary>The plans and their metrics, read once from the file that they stand in.</summary>
internal sealed class PlanCatalog
{
    public const string FreeId = "free";

    private const string FallbackCurrency = "USD";

    private readonly FrozenDictionary<string, Plan> _plans;
    private readonly FrozenDictionary<string, Metric> _metrics;

    public PlanCatalog()
    {
        using var file = typeof(PlanCatalog).Assembly.GetManifestResourceStream("plans.json")!;
        var read = JsonSerializer.Deserialize(file, PlansJson.Default.PlanFile)!;
        Metrics = read.Metrics;
        All = [.. read.Plans.Select((plan, rank) => plan with { Rank = rank })];
        _plans = All.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        _metrics = Metrics.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>The plans, the smallest first.</summary>
    public IReadOnlyList<Plan> All { get; }

    /// <summary>The metrics of every plan.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The plan without a price, which every workspace begins with.</summary>
    public Plan Free => _plans[FreeId];

    /// <summary>A plan; null where there is none of that id.</summary>
    public Plan? Find(string id) => _plans.GetValueOrDefault(id);

    /// <summary>The plan of a stored subscription.</summary>
    public Plan this[string id] => _plans[id];

    /// <summary>A metric of every plan; null where it is none.</summary>
    public Metric? FindMetric(string name) => _metrics.GetValueOrDefault(name);

    /// <summary>The currency that a workspace is billed in: its own where the plans have a price in it, else US dollars.</summary>
    public string CurrencyFor(string workspaceCurrency) => All.All(p => p.Prices.ContainsKey(workspaceCurrency)) ? workspaceCurrency : FallbackCurrency;

    /// <summary>The smallest plan with a feature; null where none has it.</summary>
    public Plan? SmallestWith(string feature) => All.FirstOrDefault(p => p.Features.Contains(feature, StringComparer.Ordinal));

    /// <summary>The smallest plan that takes this much of a metric: unlimited, a soft limit, or one that is large enough; null where none does.</summary>
    public Plan? SmallestFor(string metric, long units) =>
        All.FirstOrDefault(p => p.Limits.TryGetValue(metric, out var limit) && (limit is null || limit >= units || p.Overage.ContainsKey(metric)));
}

internal sealed record PlanFile(IReadOnlyList<Metric> Metrics, IReadOnlyList<Plan> Plans);

[JsonSerializable(typeof(PlanFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class PlansJson : JsonSerializerContext;
