using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Status.Operations;

/// <summary>
/// The OpenAPI document that is committed beside the tests and pinned by them; building it anew would cost a cold start 400 ms.
/// </summary>
internal sealed class GetApiDocument
{
    private readonly Lazy<byte[]> _document = new(() =>
    {
        using var resource = typeof(GetApiDocument).Assembly.GetManifestResourceStream("openapi.json") ?? throw new InvalidOperationException("The API document was not embedded.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    });

    public IResult Run() => TypedResults.Bytes(_document.Value, "application/json");
}
