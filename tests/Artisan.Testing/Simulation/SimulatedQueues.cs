using System.Net;

namespace Artisan.Testing.Simulation;

/// <summary>The queue service as far as a sender sees it: queues are created, and messages put into those that there are. Nobody takes any out.</summary>
internal sealed class SimulatedQueues
{
    private readonly HashSet<string> _queues = new(StringComparer.Ordinal);

    public HttpResponseMessage Answer(SimulatedRequest asked, Tally tally)
    {
        tally.Counts = tally.Counts with { Queues = tally.Counts.Queues + 1 };
        return (asked.Method, asked.Path.Split('/')) switch
        {
            ("PUT", [var name]) => SimulatedAnswer.Empty(_queues.Add(name) ? HttpStatusCode.Created : HttpStatusCode.NoContent),
            ("POST", [var name, "messages"]) => _queues.Contains(name) ? Put() : SimulatedAnswer.XmlError(HttpStatusCode.NotFound, "QueueNotFound"),
            _ => throw asked.Unknown(),
        };
    }

    private static HttpResponseMessage Put()
    {
        const string At = "Sun, 01 Mar 2026 12:00:00 GMT";
        return SimulatedAnswer.Xml(HttpStatusCode.Created, $"<QueueMessagesList><QueueMessage><MessageId>1</MessageId><PopReceipt>1</PopReceipt><InsertionTime>{At}</InsertionTime><ExpirationTime>{At}</ExpirationTime><TimeNextVisible>{At}</TimeNextVisible></QueueMessage></QueueMessagesList>");
    }
}
