namespace Artisan.LocalHost;

/// <summary>How to run Azurite. Without a folder it keeps everything in memory; a port of 0 takes a free one.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The data folder; null keeps everything in memory.</summary>
    public string? Folder { get; init; }
    public int BlobPort { get; init; }
    public int QueuePort { get; init; }
    public int TablePort { get; init; }

    /// <summary>The folder with package.json and node_modules; null finds src/Artisan.LocalHost/tools of this repository.</summary>
    public string? ToolsFolder { get; init; }

    /// <summary>How long the start may take, without the installation. Default 60 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>In memory, on free ports: what tests want.</summary>
    public static AzuriteOptions InMemory { get; } = new();

    /// <summary>On disk, on the ports that UseDevelopmentStorage=true means.</summary>
    public static AzuriteOptions OnDisk(string folder) => new() { Folder = folder, BlobPort = 10000, QueuePort = 10001, TablePort = 10002 };

    /// <summary>Further accounts beside the emulator's usual one, each with the same key: tests take one each, so that they share no queue.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];
}
