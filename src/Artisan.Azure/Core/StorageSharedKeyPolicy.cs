using System.Globalization;
using System.Text;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure;

/// <summary>Signs requests to queues and blobs by shared key, anew on every attempt, over the path exactly as it is sent.</summary>
internal sealed class StorageSharedKeyPolicy(StorageSharedKeyCredential credential, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] SignedHeaders =
        ["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        message.Request.Headers.SetValue("x-ms-date", clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        var signature = credential.Sign(TextToSign(message.Request));
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"SharedKey {credential.AccountName}:{signature}");
    }

    private string TextToSign(Request request)
    {
        var text = new StringBuilder(512).Append(request.Method.Method);
        foreach (var header in SignedHeaders) text.Append('\n').Append(Value(request, header));
        text.Append('\n');
        foreach (var header in request.Headers.Where(h => h.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(h => Lower(h.Name), StringComparer.Ordinal))
            text.Append(Lower(header.Name)).Append(':').Append(header.Value.Trim()).Append('\n');

        var address = request.Uri.ToUri();
        text.Append('/').Append(credential.AccountName).Append(address.AbsolutePath);
        var query = HttpUtility.ParseQueryString(address.Query);
        foreach (var name in query.AllKeys.OfType<string>().OrderBy(Lower, StringComparer.Ordinal))
            text.Append('\n').Append(Lower(name)).Append(':').Append(string.Join(',', (query.GetValues(name) ?? []).Order(StringComparer.Ordinal)));
        return text.ToString();
    }

    private static string? Value(Request request, string header)
    {
        if (header != "Content-Length") return request.Headers.TryGetValue(header, out var value) ? value : null;
        return request.Content is { } content && content.TryComputeLength(out var length) && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
