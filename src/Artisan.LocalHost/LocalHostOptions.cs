namespace Artisan.LocalHost;

/// <summary>What to run and where; everything but the app root has a default.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The folder with host.json and one folder with a function.json per function.</summary>
    public required string AppRoot { get; init; }

    /// <summary>Where the storage emulator, the timers and the test clock keep their state. Default `.data`.</summary>
    public string DataFolder { get; init; } = ".data";

    /// <summary>The HTTP port on loopback; 0 takes a free one. Default 7071.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The folder of the built SPA; without one only the API is served.</summary>
    public string? WebRoot { get; init; }

    /// <summary>Removes the data folder first.</summary>
    public bool Fresh { get; init; }

    /// <summary>Fills a new data folder with the demo workspace. Default true.</summary>
    public bool Seed { get; init; } = true;

    /// <summary>A running storage emulator to use instead of starting one.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>The npm folder of the storage emulator; null finds the repository's.</summary>
    public string? ToolsFolder { get; init; }

    /// <summary>App settings that stand above the environment and local.settings.json.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the log goes; null writes it to the console.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>How long a queue message in flight stays invisible before it is renewed. Default 10 minutes, as in Azure.</summary>
    public TimeSpan MessageInFlight { get; init; } = TimeSpan.FromMinutes(10);
}
