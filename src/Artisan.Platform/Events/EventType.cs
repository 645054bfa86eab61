using System.Text.Json.Serialization.Metadata;

namespace Artisan.Platform.Events;

/// <summary>Something that happens in a workspace and that others may want to know of: other areas, webhooks, people.</summary>
/// <param name="Name">Like <c>invoice.paid</c>; it never changes its meaning.</param>
/// <param name="When">When it happens, in words.</param>
/// <param name="Data">How its data is written; the schema of the event.</param>
public abstract record EventType(string Name, string When, JsonTypeInfo Data);

/// <summary>An event and what it carries: the resource as its <c>GET</c> shows it.</summary>
public sealed record EventType<T>(string Name, string When, JsonTypeInfo<T> DataOf) : EventType(Name, When, DataOf);
