using Artisan.Platform.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Events;

/// <summary>How areas say which events they announce, and which they want to know of.</summary>
public static class EventsModule
{
    internal static void AddEventCatalog(this IServiceCollection services) =>
        services.AddSingleton(s => new EventCatalog(s.GetServices<EventType>(), s.GetServices<EventSubscription>()));

    /// <summary>Registers events that an area announces.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, params ReadOnlySpan<EventType> types)
    {
        foreach (var type in types) services.AddSingleton(type);
        return services;
    }

    /// <summary>
    /// Has a queue function told of events: of the types named, or of all. It must be safe to be told twice. The queue is declared in the function catalogue like any other.
    /// </summary>
    public static IServiceCollection AddEventHandler<THandler>(this IServiceCollection services, string queue, params ReadOnlySpan<EventType> types)
        where THandler : class, IQueueHandler<WorkspaceEvent> => services.AddEventHandler<THandler>(queue, [.. types.ToArray().Select(t => t.Name)]);

    /// <summary>The same by the names of types, for who goes by what the catalogue says of them and not by their areas; a name that no area announces stops the start.</summary>
    public static IServiceCollection AddEventHandler<THandler>(this IServiceCollection services, string queue, IReadOnlyList<string> types)
        where THandler : class, IQueueHandler<WorkspaceEvent>
    {
        services.AddSingleton(new EventSubscription(queue, types));
        return services.AddQueueHandler<WorkspaceEvent, THandler>(queue, () => WorkspaceEvent.JsonType);
    }
}
