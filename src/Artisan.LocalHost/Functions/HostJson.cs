using System.Globalization;

namespace Artisan.LocalHost.Functions;

/// <summary>What the Functions host reads from host.json; any key may be overridden by a setting AzureFunctionsJobHost__a__b.</summary>
internal sealed record HostJson(CustomHandler Handler, string RoutePrefix, QueueOptions Queues, TimeSpan FunctionTimeout)
{
    private const string OverridePrefix = "AzureFunctionsJobHost__";

    public static HostJson Load(string appRoot, LocalSettings settings)
    {
        var path = Path.Combine(appRoot, "host.json");
        if (!File.Exists(path)) throw new LocalHostException($"There is no host.json in {appRoot}.");

        IConfiguration host;
        try
        {
            host = new ConfigurationBuilder().AddJsonFile(path, optional: false).AddInMemoryCollection(Overrides(settings)).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new LocalHostException("host.json is not valid JSON.", e);
        }

        return new HostJson(
            CustomHandler.Read(host.GetSection("customHandler"), appRoot, settings),
            (host["extensions:http:routePrefix"] ?? "api").Trim('/'),
            QueueOptions.Read(host.GetSection("extensions:queues")),
            Timeout(host["functionTimeout"]));
    }

    internal static TimeSpan Duration(IConfiguration section, string key, TimeSpan otherwise)
    {
        if (section[key] is not { Length: > 0 } text) return otherwise;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero) return value;
        throw new LocalHostException($"host.json: {key} must be a duration such as \"00:00:30\", not \"{text}\".");
    }

    private static TimeSpan Timeout(string? text) => text switch
    {
        null => TimeSpan.FromMinutes(5),
        "-1" => System.Threading.Timeout.InfiniteTimeSpan,
        _ when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero => value,
        _ => throw new LocalHostException($"host.json: functionTimeout must be a duration such as \"00:05:00\", not \"{text}\"."),
    };

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(LocalSettings settings) =>
        from setting in settings.Values
        where setting.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase)
        select KeyValuePair.Create(setting.Key[OverridePrefix.Length..].Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value);
}
