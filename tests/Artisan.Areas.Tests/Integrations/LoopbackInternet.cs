namespace Artisan.Areas.Tests.Integrations;

/// <summary>Takes requests for the hosts of vendors to their servers on loopback; there is no other host.</summary>
internal sealed class LoopbackInternet(IReadOnlyDictionary<string, Uri> hosts) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Scheme != Uri.UriSchemeHttps || !hosts.TryGetValue(request.RequestUri.Host, out var server)) throw new HttpRequestException($"There is no {request.RequestUri.Host}.");
        request.RequestUri = new Uri(server, request.RequestUri.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
