using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Artisan.Azure;

internal static class StorageTelemetry
{
    private static readonly ActivitySource Source = new("Artisan.Azure");
    private static readonly Meter Meter = new("Artisan.Azure");
    private static readonly Counter<long> Operations = Meter.CreateCounter<long>("artisan.storage.operations", "{operation}", "Operations sent to storage and Key Vault, retries included");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("artisan.storage.duration", "s", "Time of one attempt");

    public static Activity? Start(StorageCall call)
    {
        var activity = Source.StartActivity($"{call.Kind}.{call.Operation}", ActivityKind.Client);
        activity?.SetTag("storage.service", call.Kind.ToString());
        activity?.SetTag("storage.operation", call.Operation);
        activity?.SetTag("storage.resource", call.Resource);
        return activity;
    }

    public static void Attempted(StorageCall call, int? status, TimeSpan elapsed)
    {
        var tags = new TagList
        {
            { "storage.service", call.Kind.ToString() },
            { "storage.operation", call.Operation },
            { "http.response.status_code", status ?? 0 }
        };
        Operations.Add(1, tags);
        Duration.Record(elapsed.TotalSeconds, tags);
    }
}
