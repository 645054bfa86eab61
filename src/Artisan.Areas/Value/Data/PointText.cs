using System.Text.Json;
using Artisan.Areas.Value.Contracts;

namespace Artisan.Areas.Value.Data;

/// <summary>Reads the points of a text that has the form of <c>POST /api/value/data</c>, by the rules of that endpoint; here one that cannot be taken refuses them all.</summary>
internal static class PointText
{
    public static ReadPoints Read(string source, ReadOnlyMemory<byte> json)
    {
        if (Parse(json) is not { } request) return Wrong("It has not the form of POST /api/value/data.");
        if (request.Points is not null && request is not { Source: null, Id: null, Time: null, Fields: null, Correct: null }) return Wrong("Send one point, or points, not both.");
        var sent = request.Points ?? [new DataPointRequest(request.Source, request.Id, request.Time, request.Fields, request.Correct)];
        if (sent.Count is 0 or > PushData.MostPoints) return Wrong("A batch holds 1 to 1,000 points.");
        var points = new List<SentPoint>(sent.Count);
        foreach (var point in sent)
        {
            if (point is null) return Wrong("A point is an object.");
            if (point.Source is { } named && named != source) return Wrong($"source: this connection's points are those of {source}.");
            var read = ReceivedPoint.Read(point with { Source = source });
            if (read.Point is not { } received) return Wrong($"{read.Problem!.Value.Field}: {read.Problem.Value.Problem}");
            points.Add(new SentPoint(received.Point, received.Correct));
        }

        return new ReadPoints(points);
    }

    private static PushDataRequest? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, ValueJson.Default.PushDataRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadPoints Wrong(string problem) => new(null, problem);
}
