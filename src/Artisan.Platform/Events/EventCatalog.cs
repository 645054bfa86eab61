namespace Artisan.Platform.Events;

/// <summary>A queue whose function wants to know of events; no type means all of them.</summary>
internal sealed record EventSubscription(string Queue, IReadOnlyList<string> Types)
{
    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type);
}

/// <summary>Every type of event that can happen here, and who wants to know.</summary>
public sealed class EventCatalog
{
    private readonly Dictionary<string, EventType> _types;
    private readonly IReadOnlyList<EventSubscription> _subscriptions;

    internal EventCatalog(IEnumerable<EventType> types, IEnumerable<EventSubscription> subscriptions)
    {
        _types = types.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _subscriptions = [.. subscriptions];
        if (_subscriptions.SelectMany(s => s.Types).FirstOrDefault(t => !_types.ContainsKey(t)) is { } unknown)
            throw new InvalidOperationException($"A queue asks for the event '{unknown}', which no area announces.");
    }

    /// <summary>The types, by name.</summary>
    public IEnumerable<EventType> Types => _types.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>How many rows of a transaction an announcement takes: one for each who wants to know.</summary>
    public int RowsOf(EventType type) => QueuesOf(type).Count();

    internal IEnumerable<string> QueuesOf(EventType type) => _types.ContainsKey(type.Name)
        ? _subscriptions.Where(s => s.Wants(type.Name)).Select(s => s.Queue)
        : throw new InvalidOperationException($"The event '{type.Name}' is not registered: AddEvents.");
}
