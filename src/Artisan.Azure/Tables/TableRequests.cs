using Azure;
using Azure.Core;

namespace Artisan.Azure.Tables;

/// <summary>What all requests to the table service share: addresses, headers, pipeline.</summary>
internal sealed class TableRequests(TableAddress address, StoragePipeline pipeline)
{
    public TableAddress Address => address;

    public HttpMessage Create(RequestMethod method, Uri target, byte[]? body = null)
    {
        var message = pipeline.CreateMessage(method, target);
        var headers = message.Request.Headers;
        headers.Add("x-ms-version", "2020-12-06");
        headers.Add("DataServiceVersion", "3.0");
        headers.Add(HttpHeader.Names.Accept, "application/json;odata=minimalmetadata");
        if (body is not null)
        {
            headers.Add(HttpHeader.Names.ContentType, "application/json");
            headers.Add("Prefer", "return-no-content");
            message.Request.Content = RequestContent.Create(body);
        }
        return message;
    }

    public Task<Response> SendAsync(HttpMessage message, string operation, string resource, Func<Response, bool>? accepts, CancellationToken ct) =>
        pipeline.SendAsync(message, operation, resource, accepts, ct);
}
