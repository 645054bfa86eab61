using System.Text.Json;

namespace Artisan.LocalHost.Functions;

/// <summary>One function.json as it is on disk.</summary>
internal sealed record FunctionFile(string Name, Binding Trigger)
{
    private static readonly string[] AllMethods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    public static FunctionFile Read(string path)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(path)!);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var bindings = document.RootElement.GetProperty("bindings").EnumerateArray().Select(Binding.Read).ToList();
            var trigger = bindings.SingleOrDefault(binding => binding.Type.EndsWith("trigger", StringComparison.Ordinal))
                ?? throw new LocalHostException($"Function {name} needs exactly one trigger binding.");
            if (bindings.Exists(binding => binding != trigger && binding.Type != "http"))
                throw new LocalHostException($"Function {name} has an output binding; this host knows only triggers and the http answer.");
            return new FunctionFile(name, trigger);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LocalHostException($"{name}/function.json cannot be read: {e.Message}", e);
        }
    }

    public HttpFunction ToHttp(string routePrefix)
    {
        var route = string.Join('/', new[] { routePrefix, Trigger["route"] ?? Name }.Where(part => part.Length > 0)).Trim('/');
        var first = route.Split('/')[0].ToLowerInvariant();
        if (first is "admin" or "runtime")
            throw new LocalHostException($"Function {Name}: the route {route} begins with {first}, which belongs to the Functions host itself.");
        if (first is "dev")
            throw new LocalHostException($"Function {Name}: the route {route} begins with dev, where this host keeps its own pages.");

        var methods = Trigger.Methods.Count > 0 ? Trigger.Methods : AllMethods;
        return new HttpFunction(Name, route, methods.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    public TimerFunction ToTimer(LocalSettings settings) => new(
        Name, Trigger.Name, settings.Expand(Required("schedule")), Trigger["runOnStartup"] == "true", Trigger["useMonitor"] != "false");

    public QueueFunction ToQueue(LocalSettings settings) => new(Name, Trigger.Name, settings.Expand(Required("queueName")).ToLowerInvariant());

    private string Required(string key) => Trigger[key] is { Length: > 0 } value ? value : throw new LocalHostException($"Function {Name}: its trigger has no {key}.");
}

/// <summary>One binding of a function.json; keys are case-insensitive, the type is in lower case.</summary>
internal sealed record Binding(string Type, string Name, IReadOnlyList<string> Methods, IReadOnlyDictionary<string, string> Values)
{
    public string? this[string key] => Values.GetValueOrDefault(key);

    public static Binding Read(JsonElement json)
    {
        var values = json.EnumerateObject().Where(property => property.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            .ToDictionary(property => property.Name, property => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText(), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> methods = json.TryGetProperty("methods", out var list) ? [.. list.EnumerateArray().Select(method => method.GetString()!)] : [];
        return new Binding(values.GetValueOrDefault("type", "").ToLowerInvariant(), values.GetValueOrDefault("name", ""), methods, values);
    }
}
