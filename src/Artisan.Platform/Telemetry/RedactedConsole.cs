using System.Diagnostics;
using System.Text.Json;
using Artisan.Platform.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Artisan.Platform.Telemetry;

/// <summary>
/// Writes logs to the console without secrets: a JSON object per line with the trace it belongs to, which the Functions host passes on; for a developer
/// a plain line.
/// </summary>
internal sealed class RedactedConsole(SystemClock clock, IHostEnvironment environment) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "artisan";

    private readonly bool _plain = environment.IsDevelopment();

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var fields = logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>;
        var message = LogRedaction.Message(logEntry.Formatter(logEntry.State, logEntry.Exception), fields);
        var exception = logEntry.Exception is { } e ? LogRedaction.Clean(e.ToString()) : null;
        if (_plain) WritePlain(textWriter, logEntry.LogLevel, logEntry.Category, message, exception);
        else textWriter.WriteLine(Json(logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, exception, fields));
    }

    private static void WritePlain(TextWriter writer, LogLevel level, string category, string message, string? exception)
    {
        writer.WriteLine($"{LevelOf(level)} {category}: {LogRedaction.OneLine(message)}");
        if (exception is not null) writer.WriteLine(string.Join('\n', exception.Split('\n').Select(line => "    " + LogRedaction.OneLine(line.TrimEnd('\r')))));
    }

    private string Json(LogLevel level, string category, EventId id, string message, string? exception, IReadOnlyList<KeyValuePair<string, object?>>? fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.Now.UtcDateTime);
            json.WriteString("level", LevelOf(level));
            json.WriteString("category", category);
            json.WriteString("message", message);
            if (id.Id != 0) json.WriteNumber("event", id.Id);
            if (Activity.Current is { } activity)
            {
                json.WriteString("traceId", activity.TraceId.ToString());
                json.WriteString("spanId", activity.SpanId.ToString());
            }

            if (exception is not null) json.WriteString("exception", exception);
            WriteFields(json, fields);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? fields)
    {
        if (fields is null || fields.Count == 0) return;
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields.DistinctBy(f => f.Key))
        {
            if (name != "{OriginalFormat}") json.WriteString(name, LogRedaction.Clean(name, value));
        }

        json.WriteEndObject();
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}
