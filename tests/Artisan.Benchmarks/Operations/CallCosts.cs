using System.Globalization;

namespace Artisan.Benchmarks.Operations;

/// <summary>What a call cost in storage operations, as its <c>Server-Timing</c> says: its own, and apart from them by category.</summary>
internal sealed record CallCost(int Storage, IReadOnlyDictionary<string, int> Apart)
{
    public int Of(string category) => Apart.GetValueOrDefault(category);

    public static CallCost Read(HttpResponseMessage response)
    {
        var entries = response.Headers.GetValues("Server-Timing").Single().Split(", ").Where(e => e.Contains(";desc=", StringComparison.Ordinal))
            .ToDictionary(e => e[..e.IndexOf(';', StringComparison.Ordinal)], e => int.Parse(e.Split('"')[1].Split(' ')[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        entries.Remove("storage", out var own);
        return new CallCost(own, entries);
    }
}

/// <summary>The costs of calls by endpoint, in the order in which they were first made.</summary>
internal sealed class CallCosts
{
    private readonly Dictionary<string, List<CallCost>> _calls = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public IReadOnlyList<string> Endpoints => _order;

    public void Add(string endpoint, CallCost cost)
    {
        if (!_calls.TryGetValue(endpoint, out var costs))
        {
            _calls[endpoint] = costs = [];
            _order.Add(endpoint);
        }

        costs.Add(cost);
    }

    /// <summary>The most that a call of the endpoint cost itself.</summary>
    public int MostStorage(string endpoint) => _calls[endpoint].Max(c => c.Storage);

    /// <summary>The least: calls differ where something had to be looked up the first time, or was counted for many calls at once.</summary>
    public int LeastStorage(string endpoint) => _calls[endpoint].Min(c => c.Storage);

    /// <summary>The most that it cost apart, in one category.</summary>
    public int MostApart(string endpoint, string category) => _calls[endpoint].Max(c => c.Of(category));

    /// <summary>The least that it cost apart, in one category.</summary>
    public int LeastApart(string endpoint, string category) => _calls[endpoint].Min(c => c.Of(category));

    public IEnumerable<string> Categories(string endpoint) => _calls[endpoint].SelectMany(c => c.Apart.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
