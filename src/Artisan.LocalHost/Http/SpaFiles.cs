using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Artisan.LocalHost.Http;

/// <summary>Serves the built SPA: hashed assets for ever, index.html never from a cache, and index.html for every page a browser asks for that is no file.</summary>
internal sealed class SpaFiles(string? folder)
{
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidate = "no-cache";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly PhysicalFileProvider? _files = Directory.Exists(folder) ? new PhysicalFileProvider(Path.GetFullPath(folder)) : null;

    public async Task<bool> TryServeAsync(HttpContext context)
    {
        var request = context.Request;
        if (_files is null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))) return false;

        var path = request.Path.Value!;
        if (path.StartsWith("/api", StringComparison.OrdinalIgnoreCase) && path.Length is 4 or > 4 && (path.Length == 4 || path[4] == '/')) return false;

        var file = _files.GetFileInfo(path);
        var isFile = file.Exists && !file.IsDirectory;
        if (!isFile)
        {
            if (!WantsPage(request)) return false;
            file = _files.GetFileInfo("index.html");
            if (!file.Exists) return false;
        }

        SecurityHeaders.Apply(context);
        context.Response.Headers.CacheControl = isFile && path.StartsWith("/assets/", StringComparison.Ordinal) ? Immutable : Revalidate;
        var type = Types.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.Ordinal)) type += "; charset=utf-8";
        await Results.File(file.PhysicalPath!, type, lastModified: file.LastModified, entityTag: Tag(file), enableRangeProcessing: true).ExecuteAsync(context);
        return true;
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.Any(value => value is not null && value.Contains("text/html", StringComparison.OrdinalIgnoreCase)) && Path.GetExtension(request.Path.Value) is "" or ".html";

    private static Microsoft.Net.Http.Headers.EntityTagHeaderValue Tag(IFileInfo file) => new($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
}
