namespace Artisan.LocalHost.Functions;

/// <summary>An HTTP function: the whole route (no prefix is added) and the methods that reach it.</summary>
internal sealed record HttpFunction(string Name, string Route, IReadOnlySet<string> Methods);

/// <summary>A timer function with its binding name and its schedule as function.json has it.</summary>
internal sealed record TimerFunction(string Name, string Binding, string Schedule, bool RunOnStartup, bool UseMonitor);

/// <summary>A queue function with its binding name and its queue.</summary>
internal sealed record QueueFunction(string Name, string Binding, string Queue);

/// <summary>Every function of the app root: each folder with a function.json is one, named by the folder.</summary>
internal sealed record FunctionManifest(IReadOnlyList<HttpFunction> Http, IReadOnlyList<TimerFunction> Timers, IReadOnlyList<QueueFunction> Queues)
{
    public static FunctionManifest Read(string appRoot, string routePrefix, LocalSettings settings)
    {
        List<HttpFunction> http = [];
        List<TimerFunction> timers = [];
        List<QueueFunction> queues = [];
        foreach (var file in Directory.EnumerateDirectories(appRoot).Select(folder => Path.Combine(folder, "function.json")).Where(File.Exists).Order(StringComparer.Ordinal))
        {
            var function = FunctionFile.Read(file);
            switch (function.Trigger.Type)
            {
                case "httptrigger":
                    http.Add(function.ToHttp(routePrefix));
                    break;
                case "timertrigger":
                    timers.Add(function.ToTimer(settings));
                    break;
                case "queuetrigger":
                    queues.Add(function.ToQueue(settings));
                    break;
                default:
                    throw new LocalHostException($"Function {function.Name}: this host has no trigger of type {function.Trigger.Type}.");
            }
        }

        if (http.Count + timers.Count + queues.Count == 0) throw new LocalHostException($"There is no function.json in any folder of {appRoot}.");
        return new FunctionManifest(http, timers, queues);
    }
}
