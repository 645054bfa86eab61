using System.Text.Json;
using Artisan.LocalHost.Invocations;

namespace Artisan.LocalHost.Timers;

/// <summary>Keeps Last and Next of a timer in the data folder, so that a missed run is noticed after a restart.</summary>
internal sealed class TimerStatusFile(string dataFolder, string function)
{
    private readonly string _path = Path.Combine(dataFolder, "timers", function + ".json");

    public TimerStatus? Read()
    {
        if (!File.Exists(_path)) return null;
        try
        {
            return JsonSerializer.Deserialize<TimerStatus>(File.ReadAllText(_path));
        }
        catch (JsonException)
        {
            // Half written by a crash: then it is as if the timer had never run.
            return null;
        }
    }

    public void Write(TimerStatus status)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, JsonSerializer.Serialize(status));
    }
}
