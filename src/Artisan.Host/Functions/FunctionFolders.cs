using System.Text.Json;

namespace Artisan.Host.Functions;

/// <summary>Writes the catalogue as a Functions host reads it: a folder with a <c>function.json</c> per function.</summary>
public static class FunctionFolders
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes every folder below <paramref name="root"/> and removes folders of functions that are no more.</summary>
    public static void Write(string root)
    {
        Directory.CreateDirectory(root);
        foreach (var old in Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, "function.json"))))
        {
            if (FunctionCatalog.All.All(f => f.Name != Path.GetFileName(old))) Directory.Delete(old, recursive: true);
        }

        foreach (var function in FunctionCatalog.All)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, function.Name)).FullName;
            File.WriteAllText(Path.Combine(folder, "function.json"), Json(function));
        }
    }

    /// <summary>The <c>function.json</c> of a function.</summary>
    public static string Json(Function function)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");
            switch (function.Trigger)
            {
                case HttpTrigger http: WriteHttp(json, http); break;
                case TimerTrigger timer: WriteTimer(json, timer); break;
                case QueueTrigger queue: WriteQueue(json, queue); break;
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    // Only a function with exactly one HTTP trigger and one HTTP output is forwarded as it is.
    private static void WriteHttp(Utf8JsonWriter json, HttpTrigger trigger)
    {
        Begin(json, "httpTrigger", "in", "req");
        json.WriteString("authLevel", "anonymous");
        json.WriteString("route", trigger.Route);
        json.WriteStartArray("methods");
        foreach (var method in HttpTrigger.Methods) json.WriteStringValue(method);
        json.WriteEndArray();
        json.WriteEndObject();
        Begin(json, "http", "out", "res");
        json.WriteEndObject();
    }

    private static void WriteTimer(Utf8JsonWriter json, TimerTrigger trigger)
    {
        Begin(json, "timerTrigger", "in", "timer");
        json.WriteString("schedule", trigger.Schedule);
        json.WriteBoolean("useMonitor", true);
        json.WriteBoolean("runOnStartup", false);
        json.WriteEndObject();
    }

    private static void WriteQueue(Utf8JsonWriter json, QueueTrigger trigger)
    {
        Begin(json, "queueTrigger", "in", "item");
        json.WriteString("queueName", trigger.QueueName);
        json.WriteString("connection", "AzureWebJobsStorage");
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string type, string direction, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("direction", direction);
        json.WriteString("name", name);
    }
}
