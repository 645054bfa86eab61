using System.Text.Json;

namespace Artisan.LocalHost.Demo;

/// <summary>Who can sign in to the demo workspace; kept in the data folder once the workspace is there.</summary>
internal sealed record DemoLogin(string Email, string Password)
{
    public static readonly DemoLogin Default = new("demo@example.com", "meter-prove-bill");

    public static DemoLogin? Read(string dataFolder) => File.Exists(FileIn(dataFolder)) ? JsonSerializer.Deserialize<DemoLogin>(File.ReadAllText(FileIn(dataFolder))) : null;

    public void Write(string dataFolder) => File.WriteAllText(FileIn(dataFolder), JsonSerializer.Serialize(this));

    private static string FileIn(string dataFolder) => Path.Combine(dataFolder, "demo.json");
}
