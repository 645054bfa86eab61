using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Due;

/// <summary>A kind of delayed work and the queue that its messages go to when it has come due.</summary>
/// <param name="Name">Lower case letters and hyphens; part of the index's keys.</param>
/// <param name="Queue">The queue function that does the work.</param>
public sealed record DueKind(string Name, string Queue);

/// <summary>
/// Something has come due. The index may be stale or say it twice: the handler looks at the home row first and does nothing
/// where <paramref name="Due"/> is no longer what that row waits for.
/// </summary>
/// <param name="Kind">The kind it was scheduled as.</param>
/// <param name="Owner">The workspace, or whatever else owns the home row.</param>
/// <param name="Id">What it is about, within its owner.</param>
/// <param name="Due">The instant it was scheduled for, on the business clock.</param>
public sealed record DueWork(string Kind, string Owner, string Id, DateTimeOffset Due)
{
    /// <summary>How the message is read and written.</summary>
    public static JsonTypeInfo<DueWork> JsonType => DueJson.Default.DueWork;
}

/// <summary>A kind of delayed work by its name alone, whichever timer looks for it: what a restore has to note again.</summary>
/// <param name="Name">The kind.</param>
public sealed record KnownDueKind(string Name);

/// <summary>A kind of reminders: due work that may wait for the next hour.</summary>
internal sealed record ReminderKind(DueKind Kind);

internal sealed record DueRequest(string Kind, string Owner, string Id, DateTimeOffset Due, bool Cancelled);

[JsonSerializable(typeof(DueWork))]
[JsonSerializable(typeof(DueRequest))]
[JsonSerializable(typeof(ShardWork))]
[JsonSerializable(typeof(WorkspaceSlot))]
[JsonSerializable(typeof(RegistryRequest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DueJson : JsonSerializerContext;

/// <summary>How an area says which delayed work it has.</summary>
public static class DueKinds
{
    /// <summary>Registers a kind of delayed work; the timer <c>due-work</c> looks for it from then on.</summary>
    public static IServiceCollection AddDueKind(this IServiceCollection services, string name, string queue) =>
        services.AddSingleton(new DueKind(name, queue)).AddOwnDueKind(name).AddPoisonReplay(queue);

    /// <summary>Registers a kind of delayed work that a timer of the area's own looks for.</summary>
    public static IServiceCollection AddOwnDueKind(this IServiceCollection services, string name) => services.AddSingleton(new KnownDueKind(name));

    /// <summary>Registers a kind of reminders; the hourly timer <c>reminders</c> looks for it from then on.</summary>
    public static IServiceCollection AddReminderKind(this IServiceCollection services, string name, string queue) =>
        services.AddSingleton(new ReminderKind(new DueKind(name, queue))).AddOwnDueKind(name).AddPoisonReplay(queue);
}
