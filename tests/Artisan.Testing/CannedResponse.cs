using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Artisan.Testing;

/// <summary>An answer that the service never gave.</summary>
internal sealed class CannedResponse(int status, string errorCode) : Response
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase) { ["x-ms-error-code"] = errorCode, ["Content-Type"] = "application/json" };

    public override int Status => status;
    public override string ReasonPhrase => errorCode;
    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes($$$$"""{"odata.error":{"code":"{{{{errorCode}}}}","message":{"lang":"en-US","value":"Injected."}}}"""));
    public override string ClientRequestId { get; set; } = "";
    public override bool IsError => status >= 400;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(h => new HttpHeader(h.Key, h.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
