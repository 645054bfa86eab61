using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Artisan.Azure.Tables;

/// <summary>The answer to one action of a transaction.</summary>
internal sealed class TransactionActionResponse(int status, string body, IReadOnlyDictionary<string, string> headers) : Response
{
    public byte[] Body { get; } = Encoding.UTF8.GetBytes(body);

    public override int Status => status;
    public override string ReasonPhrase => ((System.Net.HttpStatusCode)status).ToString();
    public override Stream? ContentStream { get => new MemoryStream(Body); set => throw new NotSupportedException(); }
    public override string ClientRequestId { get; set; } = "";
    public override bool IsError => status >= 400;

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(h => new HttpHeader(h.Key, h.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
