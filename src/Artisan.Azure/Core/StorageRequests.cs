using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Artisan.Azure;

/// <summary>What requests to queues and blobs share: the service's address, its version header, XML bodies, paged lists.</summary>
internal sealed class StorageRequests(Uri endpoint, StoragePipeline pipeline)
{
    private readonly string _base = endpoint.AbsoluteUri.TrimEnd('/');

    public Uri Endpoint => endpoint;

    public HttpMessage Create(RequestMethod method, string pathAndQuery, XElement? body = null)
    {
        var message = pipeline.CreateMessage(method, new Uri($"{_base}{pathAndQuery}"));
        message.Request.Headers.Add("x-ms-version", "2021-12-02");
        if (body is not null)
        {
            message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/xml");
            message.Request.Content = RequestContent.Create(System.Text.Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting)));
        }
        return message;
    }

    public Task<Response> SendAsync(HttpMessage message, string operation, string resource, Func<Response, bool>? accepts, CancellationToken ct, TimeSpan more = default) =>
        pipeline.SendAsync(message, operation, resource, accepts, ct, more);

    /// <summary>A list that goes on by marker.</summary>
    public AsyncPageable<T> List<T>(string pathAndQuery, string operation, string resource, Func<XElement, IEnumerable<T>> items, CancellationToken cancellationToken) where T : notnull =>
        new Pages<T>(async (marker, pageSize, ct) =>
        {
            var target = $"{pathAndQuery}{(pageSize is null ? "" : $"&maxresults={pageSize}")}{(string.IsNullOrEmpty(marker) ? "" : $"&marker={Uri.EscapeDataString(marker)}")}";
            var response = await SendAsync(Create(RequestMethod.Get, target), operation, resource, null, ct);
            var root = Xml(response);
            return Page<T>.FromValues([.. items(root)], root.Element("NextMarker")?.Value is { Length: > 0 } next ? next : null, response);
        }, cancellationToken);

    public static XElement Xml(Response response) => XDocument.Load(response.Content.ToStream()).Root ?? throw new FormatException("The service answered no XML.");
}
