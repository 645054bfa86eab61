namespace Artisan.Azure;

/// <summary>The parts of a storage account's connection string.</summary>
internal sealed record ConnectionString(string AccountName, string AccountKey, Uri Tables, Uri Queues, Uri Blobs)
{
    // The emulator's account and key are public and the same on every machine.
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    public static ConnectionString Parse(string text)
    {
        var parts = Parts(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var development) && development.Equals("true", StringComparison.OrdinalIgnoreCase)) parts = Parts(Emulator);

        var account = Required(parts, "AccountName");
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        Uri Endpoint(string service) => new(parts.TryGetValue(service + "Endpoint", out var explicitly) ? explicitly : $"{protocol}://{account}.{service.ToLowerInvariant()}.{suffix}");
        return new(account, Required(parts, "AccountKey"), Endpoint("Table"), Endpoint("Queue"), Endpoint("Blob"));
    }

    private static Dictionary<string, string> Parts(string text) => text
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private static string Required(Dictionary<string, string> parts, string name) => parts.TryGetValue(name, out var value) && value.Length > 0
        ? value
        : throw new ArgumentException($"The storage connection string names no {name}.");
}
