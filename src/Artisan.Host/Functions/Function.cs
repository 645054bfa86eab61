namespace Artisan.Host.Functions;

/// <summary>One function of the app: what triggers it, in the words of the isolated worker.</summary>
/// <param name="Name">The folder name, and for timers and queues the path that the host posts to.</param>
/// <param name="Trigger">What triggers it.</param>
public sealed record Function(string Name, Trigger Trigger);

/// <summary>What triggers a function.</summary>
public abstract record Trigger;

/// <summary>Requests whose path matches the route; all seven methods are listed, because the host answers an unlisted one with a bare 404.</summary>
public sealed record HttpTrigger(string Route) : Trigger
{
    public static IReadOnlyList<string> Methods { get; } = ["get", "post", "put", "delete", "patch", "head", "options"];
}

/// <summary>A schedule in NCRONTAB with seconds, UTC.</summary>
public sealed record TimerTrigger(string Schedule) : Trigger;

/// <summary>Messages of a queue.</summary>
public sealed record QueueTrigger(string QueueName) : Trigger;
