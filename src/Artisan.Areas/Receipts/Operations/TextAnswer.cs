using Microsoft.AspNetCore.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>Whether a caller would rather have the text file than JSON.</summary>
internal static class TextAnswer
{
    public const string ContentType = "text/plain; charset=utf-8";

    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault(a => a.MediaType.Value is "text/plain" or "application/json" or "*/*") is { MediaType.Value: "text/plain" };
    }
}
