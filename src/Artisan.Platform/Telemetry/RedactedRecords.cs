using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Artisan.Platform.Telemetry;

/// <summary>Takes secrets out of log records before they are exported. An exception goes as its cleaned text, not as an object.</summary>
internal sealed class RedactedRecords : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        var fields = data.Attributes;
        data.FormattedMessage = LogRedaction.Message(data.FormattedMessage ?? data.Body ?? "", fields);
        var cleaned = fields?.Where(f => f.Key != "{OriginalFormat}").Select(f => KeyValuePair.Create(f.Key, (object?)LogRedaction.Clean(f.Key, f.Value))).ToList() ?? [];
        if (data.Exception is { } exception)
        {
            cleaned.Add(KeyValuePair.Create("exception.type", (object?)exception.GetType().FullName));
            cleaned.Add(KeyValuePair.Create("exception.stacktrace", (object?)LogRedaction.Clean(exception.ToString())));
            data.Exception = null;
        }

        data.Attributes = cleaned;
        data.Body = data.FormattedMessage;
    }
}
