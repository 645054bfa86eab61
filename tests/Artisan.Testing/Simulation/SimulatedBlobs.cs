using System.Globalization;
using System.Net;
using System.Security;
using System.Text;

namespace Artisan.Testing.Simulation;

/// <summary>The blob service: containers, blobs that are created once or written anew, read whole, and listed by prefix page by page.</summary>
internal sealed class SimulatedBlobs(SimulatedVersions versions, Tally tally)
{
    private readonly Dictionary<string, SortedDictionary<string, (byte[] Content, DateTimeOffset Version)>> _containers = new(StringComparer.Ordinal);

    public HttpResponseMessage Answer(SimulatedRequest asked)
    {
        tally.Counts = tally.Counts with { Blobs = tally.Counts.Blobs + 1 };
        var parts = asked.Path.Split('/', 2);
        if (asked.Method == "PUT" && parts.Length == 1) return Create(parts[0]);
        if (!_containers.TryGetValue(parts[0], out var blobs)) return SimulatedAnswer.XmlError(HttpStatusCode.NotFound, "ContainerNotFound");
        return (asked.Method, parts.Length) switch
        {
            ("GET", 1) => List(blobs, asked),
            ("PUT", 2) => Write(blobs, parts[1], asked),
            ("GET", 2) => blobs.TryGetValue(parts[1], out var blob) ? Content(blob) : SimulatedAnswer.XmlError(HttpStatusCode.NotFound, "BlobNotFound"),
            _ => throw asked.Unknown(),
        };
    }

    private HttpResponseMessage Create(string container) => _containers.TryAdd(container, new(StringComparer.Ordinal))
        ? SimulatedAnswer.Empty(HttpStatusCode.Created)
        : SimulatedAnswer.XmlError(HttpStatusCode.Conflict, "ContainerAlreadyExists");

    private HttpResponseMessage Write(SortedDictionary<string, (byte[] Content, DateTimeOffset Version)> blobs, string name, SimulatedRequest asked)
    {
        if (asked.IfMatch is not null || asked.IfNoneMatch is not (null or "*")) throw asked.Unknown();
        if (asked.IfNoneMatch is not null && blobs.ContainsKey(name)) return SimulatedAnswer.XmlError(HttpStatusCode.Conflict, "BlobAlreadyExists");
        blobs[name] = (asked.Body, versions.Next());
        return Described(HttpStatusCode.Created, blobs[name].Version, []);
    }

    private static HttpResponseMessage Content((byte[] Content, DateTimeOffset Version) blob) => Described(HttpStatusCode.OK, blob.Version, blob.Content);

    private static HttpResponseMessage Described(HttpStatusCode status, DateTimeOffset version, byte[] content)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(content) };
        answer.Content.Headers.LastModified = version;
        answer.Headers.ETag = new System.Net.Http.Headers.EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"0x{version.Ticks:X}\""));
        return answer;
    }

    private static HttpResponseMessage List(SortedDictionary<string, (byte[] Content, DateTimeOffset Version)> blobs, SimulatedRequest asked)
    {
        var most = asked.Query.TryGetValue("maxresults", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 5000;
        var (prefix, from) = (asked.Query.GetValueOrDefault("prefix") ?? "", asked.Query.GetValueOrDefault("marker") ?? "");
        var names = blobs.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(n, from) >= 0).Take(most + 1).ToList();
        var body = new StringBuilder("<EnumerationResults><Blobs>");
        foreach (var name in names.Take(most)) body.Append(CultureInfo.InvariantCulture, $"<Blob><Name>{SecurityElement.Escape(name)}</Name></Blob>");
        body.Append(CultureInfo.InvariantCulture, $"</Blobs><NextMarker>{(names.Count > most ? SecurityElement.Escape(names[most]) : "")}</NextMarker></EnumerationResults>");
        return SimulatedAnswer.Xml(HttpStatusCode.OK, body.ToString());
    }
}
